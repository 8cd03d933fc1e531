using System.Net;
using System.Net.Sockets;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Unit.Transports;

public sealed class CallerTableTests : IDisposable
{
    private readonly List<Caller> _callers = [];

    public void Dispose() => _callers.ForEach(caller => caller.Dispose());

    // Prevents slow callers from filling the table for good.
    [Fact]
    public void Full_table_drops_the_oldest()
    {
        CallerTable table = new(4, 4);
        Caller[] callers = Callers(6, i => $"10.0.0.{i}");
        Assert.All(callers[..4], caller => Assert.Null(table.Admit(caller)));
        Assert.Same(callers[0], table.Admit(callers[4]));
        Assert.Same(callers[1], table.Admit(callers[5]));
        Assert.Equal(4, table.Count);
    }

    // Prevents one source from pushing out the others.
    [Fact]
    public void Full_source_drops_its_own_oldest()
    {
        CallerTable table = new(8, 2);
        Caller other = Callers(1, _ => "10.0.0.9")[0];
        Caller[] flood = Callers(5, _ => "10.0.0.1");
        Assert.Null(table.Admit(other));
        Assert.Null(table.Admit(flood[0]));
        Assert.Null(table.Admit(flood[1]));
        Assert.Same(flood[0], table.Admit(flood[2]));
        Assert.Same(flood[1], table.Admit(flood[3]));
        Assert.Equal(3, table.Count);
    }

    // Prevents a flood of strangers from pushing out a peer in the middle of its upgrade.
    [Fact]
    public void Who_has_proven_a_key_goes_last()
    {
        CallerTable table = new(3, 3);
        Caller[] callers = Callers(5, i => $"10.0.0.{i}");
        callers[0].IsProven = true;
        Assert.All(callers[..3], caller => Assert.Null(table.Admit(caller)));
        Assert.Same(callers[1], table.Admit(callers[3]));
        Assert.Same(callers[2], table.Admit(callers[4]));
        Assert.All(callers, caller => caller.IsProven = true);
        Assert.Same(callers[0], table.Admit(Callers(1, _ => "10.0.0.77")[0]));
    }

    // Prevents a host from using the 2^64 addresses of its prefix as so many sources.
    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("fe80::1", "fe80::2", false)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Global_addresses_of_one_64_bit_prefix_are_one_source(string one, string other, bool same)
    {
        Caller[] callers = [.. Callers(1, _ => one), .. Callers(1, _ => other)];
        Assert.Equal(same, callers[0].Source.Equals(callers[1].Source));
    }

    [Fact]
    public void Evicting_cancels_also_after_the_caller_is_done()
    {
        CallerTable table = new(4, 4);
        Caller[] callers = Callers(2, i => $"10.0.0.{i}");
        Assert.All(callers, caller => Assert.Null(table.Admit(caller)));
        table.Remove(callers[0]);
        callers[0].Dispose();
        callers[0].Evict();
        table.EvictAll();
        Assert.True(callers[1].Token.IsCancellationRequested);
    }

    private Caller[] Callers(int count, Func<int, string> address)
    {
        Caller[] created = [.. Enumerable.Range(1, count).Select(i => new Caller(new Socket(SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Parse(address(i)), 1), new WebSocketOptions()))];
        _callers.AddRange(created);
        return created;
    }
}
