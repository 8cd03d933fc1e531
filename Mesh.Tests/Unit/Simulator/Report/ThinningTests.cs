using Mesh.Simulator.Report;

namespace Mesh.Tests.Unit.Simulator.Report;

/// <summary>What a replay keeps is bounded, and evenly chosen where it must be fewer.</summary>
public sealed class ThinningTests
{
    [Fact]
    public void Too_many_records_become_every_second_and_then_every_fourth()
    {
        Thinned<int> thinned = new(4);
        foreach (int i in Enumerable.Range(0, 14))
        {
            thinned.Add(i);
        }

        Assert.Equal([0, 4, 8, 12], thinned.Kept);
        Assert.Equal(4, thinned.Stride);
    }

    [Fact]
    public void Nothing_is_lost_below_the_capacity()
    {
        Thinned<int> thinned = new(4);
        foreach (int i in Enumerable.Range(0, 4))
        {
            thinned.Add(i);
        }

        Assert.Equal([0, 1, 2, 3], thinned.Kept);
        Assert.Equal(1, thinned.Stride);
    }

    [Fact]
    public void Messages_are_thinned_as_a_whole()
    {
        ThinnedByMessage<char> thinned = new(4);
        foreach (int message in Enumerable.Range(0, 3))
        {
            thinned.Add(message, 'a');
            thinned.Add(message, 'b');
        }

        Assert.Equal([(0, 'a'), (0, 'b'), (2, 'a'), (2, 'b')], thinned.Kept);
        Assert.Equal(2, thinned.Stride);
    }

    [Fact]
    public void Of_a_message_too_large_alone_the_front_is_kept()
    {
        ThinnedByMessage<int> thinned = new(3);
        foreach (int i in Enumerable.Range(0, 10))
        {
            thinned.Add(0, i);
        }

        Assert.Equal([0, 1, 2], thinned.Kept.Select(entry => entry.Record));
    }

    [Fact]
    public void Spans_beyond_the_capacity_are_left_out_from_a_known_time_on()
    {
        SpanLog log = new(2);
        log.Open(0, 1, 10);
        log.Open(0, 1, 20);
        log.Open(0, 2, 30);

        Assert.False(log.Close(0, 1, 40));
        Assert.True(log.Close(0, 1, 50));
        Assert.True(log.Close(0, 2, 60));
        Assert.Equal([(0, 1, 10, 40), (0, 1, 20, 50)], log.Spans);
        Assert.Equal(30, log.LostFrom);
    }
}
