using Mesh.Node.Lines;
using Mesh.Node.Ways;

namespace Mesh.Tests.Unit.Node;

/// <summary>Pings of a whole way: figures for each hop, changed ways, and every end.</summary>
public sealed class PingRunTests
{
    private static readonly PeerId One = FakeChatNode.PeerNumber(2);
    private static readonly PeerId Two = FakeChatNode.PeerNumber(3);
    private static readonly PeerId Far = FakeChatNode.PeerNumber(4);
    private static readonly PingOptions Quick = new(4, TimeSpan.FromMilliseconds(1));

    private readonly FakeChatNode _node = new();
    private readonly List<string> _rounds = [];

    [Fact]
    public async Task Each_hop_has_its_losses_and_its_times()
    {
        WayIs(WayEnd.Reached, One, Far);
        int asked = 0;
        _node.Ping = peer => peer == Far && asked++ % 2 == 1
            ? new MeshPing(peer, WayEnd.TimedOut, null, 0, null, null)
            : Answer(peer, peer == Far ? 10 * (asked + 1) : 2);
        string ping = await RunAsync();
        Assert.Contains("\"end\":\"reached\",\"rounds\":4,\"changes\":0", ping, StringComparison.Ordinal);
        Assert.Contains("\"sent\":4,\"lost\":0,\"lossPercent\":0,\"lastMs\":2,\"bestMs\":2,\"medianMs\":2,\"worstMs\":2", ping, StringComparison.Ordinal);
        Assert.Contains("\"sent\":4,\"lost\":2,\"lossPercent\":50,\"lastMs\":null,\"bestMs\":20,\"medianMs\":30,\"worstMs\":40", ping, StringComparison.Ordinal);
        Assert.Equal(4, _rounds.Count);
        Assert.StartsWith("{\"event\":\"ping-round\"", _rounds[0], StringComparison.Ordinal);
        Assert.Contains("\"end\":\"timed-out\",\"roundTripMs\":null", _rounds[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Way_that_changes_is_found_anew_and_who_was_on_it_stays_in_the_table()
    {
        WayIs(WayEnd.Reached, One, Far);
        _node.Ping = peer =>
        {
            bool hasMoved = _rounds.Count >= 1;
            WayIs(WayEnd.Reached, hasMoved ? Two : One, Far);
            return Answer(peer, 2, peer == _node.Id ? (hasMoved ? Two : One) : peer == Far ? null : Far);
        };
        string ping = await RunAsync();
        Assert.Contains("\"changes\":1", ping, StringComparison.Ordinal);
        Assert.Contains($"\"hop\":1,\"peer\":\"{Two}\",\"name\":\"{Two.ToShortString()}\",\"sent\":3", ping, StringComparison.Ordinal);
        Assert.Contains($"\"hop\":null,\"peer\":\"{One}\",\"name\":\"{One.ToShortString()}\",\"sent\":1", ping, StringComparison.Ordinal);
        string text = WayText.Ping(System.Text.Json.JsonDocument.Parse(ping).RootElement);
        Assert.Contains("The way changed once; who is 'off' was on it before.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WayEnd.NotHere, "not-here", 0)]
    [InlineData(WayEnd.NoRoute, "no-route", 0)]
    [InlineData(WayEnd.TooMany, "too-many", 0)]
    [InlineData(WayEnd.TimedOut, "timed-out", 4)]
    public async Task Each_end_has_a_name_of_its_own_and_only_silence_is_worth_more_rounds(WayEnd end, string name, int rounds)
    {
        WayIs(end);
        _node.Ping = peer => new MeshPing(peer, end, null, 0, null, null);
        string ping = await RunAsync();
        Assert.Contains($"\"end\":\"{name}\",\"rounds\":{rounds}", ping, StringComparison.Ordinal);
        Assert.DoesNotContain("answers.", WayText.Ping(System.Text.Json.JsonDocument.Parse(ping).RootElement), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_ends_the_ping()
    {
        WayIs(WayEnd.Reached, Far);
        _node.Ping = peer => _rounds.Count < 2 ? Answer(peer, 2) : new MeshPing(peer, WayEnd.NotHere, null, 0, null, null);
        string ping = await RunAsync();
        Assert.Contains("\"end\":\"not-here\",\"rounds\":3", ping, StringComparison.Ordinal);
    }

    private static MeshPing Answer(PeerId peer, double milliseconds, PeerId? next = null) => new(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(milliseconds), 1, next, null);

    private void WayIs(WayEnd end, params PeerId[] hops) =>
        _node.Way = new PeerTrace(Far, end, [.. hops.Select(hop => new PeerTraceHop(hop, TimeSpan.FromMilliseconds(1), 1, null))]);

    private async Task<string> RunAsync() => JsonLine.Event("ping", await new PingRun(_node, Far, TimeProvider.System).RunAsync(Quick, round =>
    {
        _rounds.Add(JsonLine.Event("ping-round", round).ToString());
        return ValueTask.CompletedTask;
    }, TestContext.Current.CancellationToken)).ToString();
}
