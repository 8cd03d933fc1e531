using Mesh.Chat;

namespace Mesh.Tests.Unit.Chat;

public sealed class RoomTimelineTests
{
    private static readonly RoomId Room = RoomId.OfName("lobby");
    private readonly RoomTimeline _timeline = new();

    [Fact]
    public void Messages_are_shown_by_clock_then_origin_then_incarnation_then_number()
    {
        TimelineEntry[] inOrder =
        [
            Entry(hlc: 1, origin: 9, sequence: 7),
            Entry(hlc: 2, origin: 1, sequence: 3),
            Entry(hlc: 2, origin: 2, incarnation: 1, sequence: 9),
            Entry(hlc: 2, origin: 2, incarnation: 2, sequence: 1),
            Entry(hlc: 2, origin: 2, incarnation: 2, sequence: 2),
            Entry(hlc: 3, origin: 0, sequence: 1),
        ];

        foreach (int index in new[] { 3, 0, 5, 1, 4, 2 })
        {
            Assert.True(_timeline.Add(inOrder[index]));
        }

        Assert.Equal(inOrder.Select(entry => entry.Message), _timeline.Snapshot());
    }

    [Fact]
    public void The_same_message_is_kept_once()
    {
        Assert.True(_timeline.Add(Entry(hlc: 5)));
        Assert.True(_timeline.Add(Entry(hlc: 6)));
        Assert.False(_timeline.Add(Entry(hlc: 5)));
        Assert.False(_timeline.Add(Entry(hlc: 6)));
        Assert.Equal(2, _timeline.Count);
    }

    // Prevents that whoever writes most decides how much memory a room takes.
    [Fact]
    public void When_full_the_oldest_give_way_and_older_ones_are_not_taken()
    {
        for (uint i = 0; i < RoomTimeline.MessagesMax + 5; i++)
        {
            Assert.True(_timeline.Add(Entry(hlc: 100 + i)));
        }

        Assert.Equal(RoomTimeline.MessagesMax, _timeline.Count);
        Assert.False(_timeline.Add(Entry(hlc: 50)));
        Assert.Equal("105", _timeline.Snapshot()[0].Text);
    }

    [Fact]
    public void Long_after_the_first_gave_way_the_order_and_the_places_are_still_right()
    {
        uint all = 3 * RoomTimeline.MessagesMax;
        for (uint i = 1; i <= all; i++)
        {
            Assert.True(_timeline.Add(Entry(hlc: 2 * i)));
        }

        uint oldest = all - RoomTimeline.MessagesMax + 1;
        Assert.False(_timeline.Add(Entry(hlc: (2 * oldest) - 1)));
        Assert.False(_timeline.Add(Entry(hlc: 2 * (oldest + 1))));
        Assert.True(_timeline.Add(Entry(hlc: (2 * oldest) + 1)));

        string[] wanted = [$"{(2 * oldest) + 1}", .. Enumerable.Range(1, RoomTimeline.MessagesMax - 1).Select(number => $"{2 * (oldest + number)}")];
        Assert.Equal(wanted, _timeline.Snapshot().Select(message => message.Text));
    }

    [Fact]
    public void Large_messages_push_out_as_many_as_they_need()
    {
        string large = new('x', 65_536);
        for (uint i = 0; i < 200; i++)
        {
            _timeline.Add(Entry(hlc: 100 + i, text: large));
        }

        Assert.Equal(RoomTimeline.CharactersMax / large.Length, _timeline.Count);
    }

    [Theory]
    [InlineData(0UL, "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData(ulong.MaxValue, "9999-12-31T23:59:59.9990000+00:00")]
    [InlineData((1_700_000_000_123UL << 16) + 77, "2023-11-14T22:13:20.1230000+00:00")]
    public void The_wall_clock_part_of_a_hybrid_clock_is_shown_whatever_it_says(ulong hlc, string expected)
    {
        Assert.Equal(expected, HybridTime.Shown(hlc).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static TimelineEntry Entry(ulong hlc, ulong origin = 1, ulong incarnation = 1, ulong sequence = 1, string? text = null)
    {
        StreamId stream = new(new PeerId(new Id128(0, origin)), incarnation, Room);
        RoomMessage message = new("lobby", stream.Message(sequence), stream.Origin, "anna", MessageKind.Text, text ?? FormattableString.Invariant($"{hlc}"), 1, default, default, false);
        return new TimelineEntry(hlc, stream, sequence, message);
    }
}
