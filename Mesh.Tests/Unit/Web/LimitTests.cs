using Mesh.Node.Chat;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

/// <summary>Rates and streams: what one visitor takes is bounded, and so is what is remembered of visitors.</summary>
public sealed class LimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_burst_is_let_through_then_the_rate_and_the_wait_is_told()
    {
        RateTable table = new((PerSecond: 2, Burst: 3), keysMax: 10, _time);
        Assert.Equal([0, 0, 0, 500], Enumerable.Range(0, 4).Select(_ => table.Take("a").TotalMilliseconds));
        Assert.Equal(TimeSpan.Zero, table.Take("b"));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(TimeSpan.Zero, table.Take("a"));
        Assert.NotEqual(TimeSpan.Zero, table.Take("a"));
    }

    /// <summary>Prevents that an attacker with many addresses fills the memory, or drives out the one who asks all the time.</summary>
    [Fact]
    public void Who_was_quiet_longest_is_forgotten_when_too_many_are_remembered()
    {
        RateTable table = new((PerSecond: 1, Burst: 1), keysMax: 100, _time);
        Assert.Equal(TimeSpan.Zero, table.Take("busy"));
        for (int i = 0; i < 10_000; i++)
        {
            table.Take($"attacker {i}");
            Assert.NotEqual(TimeSpan.Zero, table.Take("busy"));
        }

        Assert.Equal(100, table.Count);
    }

    [Fact]
    public void Streams_are_counted_by_key_and_given_back_once()
    {
        StreamTable table = new();
        IDisposable first = table.Open("a", most: 2)!;
        IDisposable second = table.Open("a", most: 2)!;
        Assert.Null(table.Open("a", most: 2));
        first.Dispose();
        first.Dispose();
        using IDisposable third = table.Open("a", most: 2)!;
        Assert.Null(table.Open("a", most: 2));
        second.Dispose();
        third.Dispose();
        Assert.Equal(0, table.Count);
    }

    /// <summary>Prevents that lines whose events were lost stay for ever.</summary>
    [Fact]
    public void Said_lines_are_bounded_and_each_is_known_once()
    {
        SaidLines said = new();
        said.Add("lobby", "hi", MessageKind.Text);
        RoomMessage message = FakeChatNode.From(1, "anna", "hi");
        Assert.False(said.Takes(message with { Guest = "Lena" }));
        Assert.True(said.Takes(message));
        Assert.False(said.Takes(message));
        for (int i = 0; i < SaidLines.LinesMax + 100; i++)
        {
            said.Add("lobby", $"{i}", MessageKind.Text);
        }

        Assert.Equal(SaidLines.LinesMax, said.Count);
    }
}
