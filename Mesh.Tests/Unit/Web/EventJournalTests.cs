using System.Text;
using System.Text.Json;
using Mesh.Node.Journal;
using Mesh.Node.Lines;

namespace Mesh.Tests.Unit.Web;

/// <summary>The ring of events with many cursors: bounded, in one order, and honest to who is overtaken.</summary>
public sealed class EventJournalTests
{
    private static readonly JournalLimits Small = new(RoomEntriesMax: 4, RoomBytesMax: 10_000, NewsEntriesMax: 2, TopicEntriesMax: 3);

    private readonly EventJournal _journal = new(Small);

    [Fact]
    public void Every_cursor_reads_the_same_events_in_one_order_across_lanes()
    {
        using JournalCursor first = _journal.Open(new JournalView(), null);
        using JournalCursor second = _journal.Open(new JournalView(), null);
        Say("a");
        Tell("link-up");
        Say("b");
        Assert.Equal(["a", "link-up", "b"], Read(first));
        Assert.Equal(["a", "link-up", "b"], Read(second));
        Assert.True(first.Read().IsEmpty);
    }

    [Fact]
    public void The_number_is_in_the_object_and_goes_on_where_it_says()
    {
        Say("a");
        Say("b");
        using JournalCursor cursor = _journal.Open(new JournalView(), new JournalPlace(_journal.Run, 1));
        JournalEntry entry = Assert.Single(cursor.Read().Entries);
        Assert.Equal($"{_journal.Run}-2", JsonDocument.Parse(entry.Utf8).RootElement.GetProperty("n").GetString());
    }

    [Fact]
    public void A_cursor_that_is_overtaken_is_told_and_gets_all_that_is_held()
    {
        using JournalCursor slow = _journal.Open(new JournalView(), null);
        for (int i = 0; i < 100; i++)
        {
            Say($"{i}");
        }

        JournalBatch batch = slow.Read();
        Assert.Equal("evicted", batch.Reset);
        Assert.Equal(["96", "97", "98", "99"], batch.Entries.Select(Text));
        Assert.Null(slow.Read().Reset);
    }

    [Fact]
    public void A_place_of_another_run_or_of_the_future_is_a_restart()
    {
        Say("a");
        using JournalCursor other = _journal.Open(new JournalView(), new JournalPlace("aaaaaaaa", 1));
        using JournalCursor future = _journal.Open(new JournalView(), new JournalPlace(_journal.Run, 99));
        Assert.Equal("restarted", other.Read().Reset);
        Assert.Equal("restarted", future.Read().Reset);
    }

    [Fact]
    public void A_flood_in_one_lane_evicts_nothing_of_another_and_is_no_loss_to_who_does_not_follow_it()
    {
        using JournalCursor cursor = _journal.Open(new JournalView { Room = "lobby" }, null);
        Say("a");
        for (int i = 0; i < 1_000; i++)
        {
            Tell("peer-appeared");
            _journal.Append(JournalLane.Topics, new JournalSubject("event") { Topic = "flood" }, JsonLine.Event("event"));
        }

        JournalBatch batch = cursor.Read();
        Assert.Null(batch.Reset);
        Assert.Equal(["a"], batch.Entries.Select(Text));
    }

    [Fact]
    public void Only_the_latest_shape_of_the_mesh_is_held_and_its_forerunners_are_no_loss()
    {
        using JournalCursor cursor = _journal.Open(new JournalView(), null);
        for (int i = 0; i < 50; i++)
        {
            _journal.Append(JournalLane.Topology, new JournalSubject("topology"), JsonLine.Event("topology").With("i", i));
        }

        JournalBatch batch = cursor.Read();
        Assert.Null(batch.Reset);
        Assert.Contains("\"i\":49", Encoding.UTF8.GetString(Assert.Single(batch.Entries).Utf8.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_bounded_whatever_comes()
    {
        EventJournal journal = new(new JournalLimits(RoomEntriesMax: 1_000, RoomBytesMax: 100_000));
        for (int i = 0; i < 500; i++)
        {
            journal.Append(JournalLane.Rooms, new JournalSubject(JournalSubject.Message) { Room = $"room {i}" }, JsonLine.Event("message").With("text", new string('x', 5_000)));
        }

        Assert.InRange(journal.SizeOf(JournalLane.Rooms).Bytes, 1, 100_000);
        Assert.Empty(journal.History("room 1", null, null, 10).Messages);
        Assert.Single(journal.History("room 499", null, null, 10).Messages);
    }

    [Fact]
    public void A_guest_sees_one_room_and_nothing_of_the_mesh()
    {
        using JournalCursor guest = _journal.Open(new JournalView { IsGuest = true, Room = "lobby" }, null);
        Say("mine");
        Say("other", "ops");
        Tell("notice");
        _journal.Append(JournalLane.Topology, new JournalSubject("topology"), JsonLine.Event("topology"));
        _journal.Append(JournalLane.Topics, new JournalSubject("event") { Topic = "t" }, JsonLine.Event("event"));
        Assert.Equal(["mine"], Read(guest));
    }

    [Fact]
    public void Topics_are_wanted_from_their_subscription_on_and_not_by_who_excluded_itself()
    {
        JournalView view = new() { Session = 7, Interests = [new TopicInterest("a.", TopicMatch.Prefix, Since: 1)] };
        using JournalCursor cursor = _journal.Open(view, new JournalPlace(_journal.Run, 0));
        Publish("a.before");
        Publish("a.b");
        Publish("a.mine", excluded: 7);
        Assert.Equal(["a.b"], cursor.Read().Entries.Select(entry => entry.Subject.Topic));
    }

    [Theory]
    [InlineData("a.b", TopicMatch.Exact, "a.b", true)]
    [InlineData("a.b", TopicMatch.Exact, "a.b.c", false)]
    [InlineData("", TopicMatch.Prefix, "anything", true)]
    [InlineData("a.b", TopicMatch.Prefix, "a.bc", true)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.c", true)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.d", false)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.c.d", false)]
    [InlineData("..", TopicMatch.Wildcard, "a.b.c", true)]
    [InlineData("..", TopicMatch.Wildcard, "a.b", false)]
    [InlineData("a.", TopicMatch.Wildcard, "a.b", true)]
    public void Patterns_mean_what_WAMP_says(string pattern, TopicMatch match, string topic, bool isCovered) =>
        Assert.Equal(isCovered, new TopicInterest(pattern, match, Since: 0).Covers(topic));

    [Fact]
    public async Task Who_waits_is_woken_by_the_next_event_and_not_before()
    {
        using JournalCursor cursor = _journal.Open(new JournalView(), null);
        Task waiting = cursor.WaitAsync();
        Assert.False(waiting.IsCompleted);
        Say("a");
        await waiting.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(["a"], Read(cursor));
        Assert.False(cursor.WaitAsync().IsCompleted);
    }

    [Theory]
    [InlineData("k3v7qz2a-17", true)]
    [InlineData("k3v7qz2a-0", true)]
    [InlineData("k3v7qz2a", false)]
    [InlineData("-5", false)]
    [InlineData("K3-5", false)]
    [InlineData("k3v7qz2a--5", false)]
    [InlineData("k3v7qz2a-99999999999999999999", false)]
    [InlineData("k3v7qz2ak3v7qz2ax-1", false)]
    public void Places_are_read_strictly(string text, bool isPlace)
    {
        Assert.Equal(isPlace, JournalPlace.TryParse(text, out JournalPlace place));
        Assert.Equal(isPlace ? text : "-0", place.ToString());
    }

    private void Say(string text, string room = "lobby") =>
        _journal.Append(JournalLane.Rooms, new JournalSubject(JournalSubject.Message) { Room = room }, JsonLine.Event("message").With("room", room).With("text", text));

    private void Tell(string name) => _journal.Append(JournalLane.News, new JournalSubject(name), JsonLine.Event(name).With("text", name));

    private void Publish(string topic, long excluded = 0) =>
        _journal.Append(JournalLane.Topics, new JournalSubject("event") { Topic = topic, ExcludedSession = excluded }, JsonLine.Event("event").With("topic", topic));

    private static IEnumerable<string> Read(JournalCursor cursor) => cursor.Read().Entries.Select(Text).ToArray();

    private static string Text(JournalEntry entry) => JsonDocument.Parse(entry.Utf8).RootElement.GetProperty("text").GetString()!;
}
