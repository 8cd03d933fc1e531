using System.Text.Json;
using Mesh.Node.Fieldlog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Node.Fieldlog;

/// <summary>What a node records of itself, and what becomes of the file.</summary>
public sealed class FieldlogRecorderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly FakeChatNode _node = new();

    private string FilePath => Path.Combine(_folder.Path, "walk.jsonl");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Links_and_messages_are_recorded_without_texts_and_names()
    {
        RoomMessage heard = FakeChatNode.From(2, "bert", "nobody's business ü");
        await using (Record())
        {
            await TickAsync(TimeSpan.FromMilliseconds(250));
            _node.Happen(new LinkUp(_time.GetUtcNow(), Link(2)));
            await _node.SendAsync("lobby", "mine", MessageKind.Text, Cancelled);
            await TickAsync(TimeSpan.FromMilliseconds(250));
            _node.Happen(new MessageReceived(_time.GetUtcNow(), heard));
            _node.Happen(new LinkDown(_time.GetUtcNow(), Link(2), "gone from 192.0.2.7"));
        }

        string text = await File.ReadAllTextAsync(FilePath, Cancelled);
        Assert.All((string[])["nobody", "mine", "bert", "anna", "lobby", "192.0.2.7", "wl7"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        JsonElement[] lines = Lines(FilePath);
        Assert.Equal(["rooms", "link-up", "published", "received", "link-down", "end"], Events(lines));
        Assert.Equal((1, _node.Id.ToString()), (lines[0].GetProperty("fieldlog").GetInt32(), lines[0].GetProperty("node").GetString()));
        Assert.Equal(FakeChatNode.Noon.ToUnixTimeMilliseconds() * 1000, lines[0].GetProperty("wall").GetInt64());
        Assert.Equal((FakeChatNode.PeerNumber(2).ToString(), "unknown"), (lines[2].GetProperty("peer").GetString(), lines[2].GetProperty("interface").GetString()));
        Assert.Equal((heard.Id.ToString(), heard.From.ToString(), 20, 2), (lines[4].GetProperty("message").GetString(), lines[4].GetProperty("origin").GetString(), lines[4].GetProperty("bytes").GetInt32(), lines[4].GetProperty("hops").GetInt32()));
        Assert.Equal(lines[1].GetProperty("rooms")[0].GetString(), lines[4].GetProperty("room").GetString());
    }

    [Fact]
    public async Task Times_are_those_of_the_events_also_where_they_waited_to_be_read()
    {
        await using (Record())
        {
            await TickAsync(TimeSpan.FromMilliseconds(900));
            _node.Happen(new LinkUp(FakeChatNode.Noon.AddMilliseconds(600), Link(2)));
            _node.Happen(new LinkUp(FakeChatNode.Noon.AddMilliseconds(500), Link(3)));
            _node.Happen(new LinkUp(FakeChatNode.Noon.AddHours(9), Link(4)));
            _node.Happen(new LinkUp(FakeChatNode.Noon.AddHours(-9), Link(5)));
        }

        Assert.Equal([600_000L, 600_000L, 900_000L, 900_000L], Lines(FilePath).Where(line => Event(line) == "link-up").Select(line => line.GetProperty("t").GetInt64()));
    }

    [Fact]
    public async Task A_record_that_a_crash_tore_is_ended_and_another_appended()
    {
        await using (Record())
        {
            await _node.SendAsync("lobby", "x", MessageKind.Text, Cancelled);
        }

        string[] before = await File.ReadAllLinesAsync(FilePath, Cancelled);
        await File.WriteAllTextAsync(FilePath, string.Join('\n', before)[..^9], Cancelled);
        await using (Record())
        {
            await _node.SendAsync("lobby", "y", MessageKind.Text, Cancelled);
        }

        string[] after = await File.ReadAllLinesAsync(FilePath, Cancelled);
        Assert.Equal([.. before[..^1], before[^1][..^9]], after[..before.Length]);
        Assert.StartsWith(FieldlogLines.Beginning, after[before.Length], StringComparison.Ordinal);
        Assert.Equal(before.Length * 2, after.Length);
    }

    [Fact]
    public async Task A_full_file_is_put_aside_and_the_next_begins_with_what_stands()
    {
        _node.Links = [Link(2)];
        await using (Record(fileBytesMax: 300))
        {
            _node.Happen(new LinkUp(_time.GetUtcNow(), Link(2)));
            await _node.SendAsync("lobby", "x", MessageKind.Text, Cancelled);
            await TickAsync(TimeSpan.FromSeconds(1));
            await _time.TimerMadeAsync(Cancelled);
            await _node.SendAsync("lobby", "y", MessageKind.Text, Cancelled);
        }

        Assert.Equal(["rooms", "link-up", "published"], Events(Lines(FilePath + ".1")));
        JsonElement[] next = Lines(FilePath);
        Assert.Equal(["rooms", "link-up", "published", "end"], Events(next));
        Assert.Equal(1_000_000, next[0].GetProperty("monotonic").GetInt64());
    }

    [Fact]
    public async Task Events_that_were_dropped_are_a_gap_and_links_are_as_they_stand_after_it()
    {
        _node.Links = [Link(3)];
        await using (Record())
        {
            await _time.TimerMadeAsync(Cancelled);
            _node.Links = [Link(4)];
            _node.Happen(new Notice(_time.GetUtcNow(), "events-dropped", "17 events were dropped, the oldest first, because they were not read fast enough."));
        }

        JsonElement[] lines = Lines(FilePath);
        Assert.Equal(["rooms", "link-up", "gap", "link-down", "link-up", "end"], Events(lines));
        Assert.Equal(17, lines[3].GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_node_that_ends_by_itself_ends_the_record()
    {
        await using FieldlogRecorder recorder = Record();
        _node.Fault();
        await recorder.DisposeAsync();
        Assert.Equal("end", Event(Lines(FilePath)[^1]));
    }

    [Fact]
    public void A_room_is_called_the_same_in_one_network_and_otherwise_in_another()
    {
        FieldlogLines mesh = new("mesh");
        Assert.Equal(mesh.MarkOf("lobby"), new FieldlogLines("mesh").MarkOf("lobby"));
        Assert.NotEqual(mesh.MarkOf("lobby"), mesh.MarkOf("other"));
        Assert.NotEqual(mesh.MarkOf("lobby"), new FieldlogLines("other").MarkOf("lobby"));
        Assert.Matches("^[0-9a-f]{16}$", mesh.MarkOf("lobby"));
    }

    private static MeshLink Link(byte peer) => new(new LinkId(peer), FakeChatNode.PeerNumber(peer), "bert", "192.0.2.7:6374", "wl7", Dialled: true, FakeChatNode.Noon, TimeSpan.FromMilliseconds(2));

    private static JsonElement[] Lines(string path) => [.. File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string> Events(IEnumerable<JsonElement> lines) => lines.Skip(1).Select(Event);

    private static string Event(JsonElement line) => line.TryGetProperty("event", out JsonElement happened) ? happened.GetString()! : "header";

    private FieldlogRecorder Record(long fileBytesMax = FieldlogFile.FileBytesMax) =>
        FieldlogRecorder.Start(_node, FieldlogFile.Open(FilePath, fileBytesMax), _time, NullLogger.Instance);

    /// <summary>Lets the recorder wait, and then time pass.</summary>
    private async Task TickAsync(TimeSpan time)
    {
        if (_time.GetTimestamp() == 0)
        {
            await _time.TimerMadeAsync(Cancelled);
        }

        _time.Advance(time);
    }
}
