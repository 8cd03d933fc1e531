using Mesh.Protocol;
using Mesh.Protocol.Gossip;
using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

public sealed class EventOrderTests
{
    private static readonly StreamId Id = new(new PeerId(new Id128(1, 2)), 5, RoomId.Topics);

    private readonly Turn _turn = new(new MeshInstant(1_000_000), 0);
    private readonly DeadlineQueue _deadlines = new();
    private readonly StreamState _stream = new(1, Id, ServiceClass.Ephemeral, default);
    private readonly List<OrderedBundle> _ready = [];
    private readonly EventOrder _order;

    public EventOrderTests()
    {
        _order = new EventOrder(_turn, _deadlines);
    }

    [Fact]
    public void What_comes_in_order_is_handed_out_at_once()
    {
        Take(1, 3);
        Take(4);
        Assert.Equal([1ul, 4], Ready());
        Assert.Equal(0, _deadlines.Count);
    }

    [Fact]
    public void What_fills_a_gap_releases_everything_behind_it()
    {
        Take(1);
        Take(4, 2);
        Take(3);
        Assert.Equal([1ul], Ready());
        Take(2);
        Assert.Equal([1ul, 2, 3, 4], Ready());
        Assert.Equal(0, _order.AheadBytes);
    }

    [Fact]
    public void Gap_is_skipped_and_counted_after_its_time()
    {
        Take(1);
        Take(5);
        Assert.Equal(0ul, After(TimeSpan.FromMilliseconds(199)));
        Assert.Equal([1ul], Ready());
        Assert.Equal(3ul, After(TimeSpan.FromMilliseconds(1)));
        Assert.Equal([1ul, 5], Ready());
        Take(3);
        Assert.Equal([1ul, 5], Ready());
    }

    // A stream that loses something all the time must not fall behind further and further.
    [Fact]
    public void Gaps_one_after_the_other_each_have_their_own_time()
    {
        ulong lost = 0;
        Take(1);
        for (ulong number = 3; number <= 41; number += 2)
        {
            Take(number);
            lost += After(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal([1ul, 3], Ready());
        for (int i = 0; i < 20; i++)
        {
            lost += After(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(20ul, lost);
        Assert.Equal(21, Ready().Length);
    }

    // A gap that was filled late must not take the next one's time.
    [Fact]
    public void Gap_that_follows_one_that_was_filled_has_its_whole_time()
    {
        Take(1);
        Take(3);
        After(TimeSpan.FromMilliseconds(180));
        Take(5);
        Take(2);
        After(TimeSpan.FromMilliseconds(100));
        Assert.Equal([1ul, 2, 3], Ready());
        Take(4);
        Assert.Equal([1ul, 2, 3, 4, 5], Ready());
    }

    [Fact]
    public void First_one_heard_waits_a_moment_and_counts_nothing_as_lost()
    {
        Take(70);
        Take(69);
        Assert.Equal(0ul, After(TimeSpan.FromMilliseconds(50)));
        Assert.Equal([69ul, 70], Ready());
    }

    [Fact]
    public void Routed_messages_are_handed_out_late_rather_than_never()
    {
        StreamState routed = new(2, Id, ServiceClass.Private, default);
        foreach (ulong first in (ulong[])[9, 4, 11])
        {
            _order.OnTaken(routed, Bundle(first, 1, 100), _ready);
        }

        Assert.Equal([9ul, 4], Ready());
        _turn.Begin(_turn.Now + TimeSpan.FromMilliseconds(200), _turn.Outbox);
        Assert.Equal(1ul, _order.OnDeadline(routed, _ready));
        Assert.Equal([9ul, 4, 11], Ready());
    }

    // An author that fills the space with little things first and then with large ones must not get more than the space.
    [Fact]
    public void What_waits_never_takes_more_than_its_space()
    {
        Take(1);
        long worst = 0;
        for (ulong i = 0; i < 4_000; i++)
        {
            Take(3 + (i * 2), 1, i < 2_000 ? 100 : 65_536);
            worst = Math.Max(worst, _order.AheadBytes);
        }

        Assert.InRange(worst, ProtocolLimits.EventsAheadBytesMax - 65_536, ProtocolLimits.EventsAheadBytesMax);
        Assert.Equal(Ready().Order(), Ready());
    }

    [Fact]
    public void Stream_that_is_forgotten_gives_its_space_back()
    {
        Take(1);
        Take(3);
        _order.OnForgotten(_stream);
        Assert.Equal(0, _order.AheadBytes);
        Assert.Equal(0ul, After(TimeSpan.FromSeconds(1)));
        Assert.Equal([1ul], Ready());
    }

    private void Take(ulong first, int count = 1, int bytes = 100) => _order.OnTaken(_stream, Bundle(first, count, bytes), _ready);

    private OrderedBundle Bundle(ulong first, int count, int bytes)
    {
        CoreMessage[] messages = [.. Enumerable.Repeat(new CoreMessage(1, [], TopicDesk.MessageKind, ReadOnlyMemory<byte>.Empty), count)];
        return new OrderedBundle(Id, new BundleCore(Id.Room, first, default, ServiceClass.Ephemeral, messages), bytes, _turn.Now);
    }

    private ulong After(TimeSpan time)
    {
        _turn.Begin(_turn.Now + time, _turn.Outbox);
        return _order.OnDeadline(_stream, _ready);
    }

    private ulong[] Ready() => [.. _ready.Select(bundle => bundle.Core.First)];
}
