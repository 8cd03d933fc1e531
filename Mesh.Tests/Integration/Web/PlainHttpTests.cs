using System.Text.Json;
using Mesh.Node.Web;

namespace Mesh.Tests.Integration.Web;

/// <summary>Everything over plain HTTP: messages, polls, event stream, endless lines and the frame.</summary>
public sealed class PlainHttpTests : IAsyncLifetime
{
    private OpenPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await OpenPage.StartAsync(
        settings => settings with { Origins = ["https://friend.example"] },
        parts => parts with { Limits = new PageLimits { HeartbeatSpan = TimeSpan.FromMilliseconds(200) } });

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task A_message_is_posted_as_text_or_json_and_read_back_in_pages()
    {
        (int status, string body, _) = await _page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "from curl", "text/plain");
        Assert.Equal(201, status);
        Assert.StartsWith("""{"event":"queued","room":"lobby","id":""", body, StringComparison.Ordinal);
        Assert.Equal(201, (await _page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", """{"text":"waves","kind":"action"}""")).Status);

        JsonElement page = await UntilAsync("rooms/lobby/messages?limit=10", json => json.GetProperty("messages").GetArrayLength() == 2);
        Assert.Equal("waves", page.GetProperty("messages")[1].GetProperty("text").GetString());
        JsonElement first = Json(await _page.GetAsync($"rooms/lobby/messages?after={_page.Server.Api.Journal.Run}-0&limit=1"));
        Assert.True(first.GetProperty("more").GetBoolean());
        JsonElement second = Json(await _page.GetAsync($"rooms/lobby/messages?limit=5&after={first.GetProperty("next").GetString()}"));
        Assert.Equal("waves", Assert.Single(second.GetProperty("messages").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_long_poll_ends_with_the_next_message_and_else_when_its_time_is_over()
    {
        string next = Json(await _page.GetAsync("rooms/lobby/messages")).GetProperty("next").GetString()!;
        Task<string> waiting = _page.GetAsync($"rooms/lobby/messages?wait=20&after={next}");
        while (_page.Server.Api.Journal.ReaderCount == 0)
        {
            await Task.Yield();
        }

        await _page.Node.SendAsync("lobby", "at last", MessageKind.Text, TestContext.Current.CancellationToken);
        Assert.Contains("at last", await waiting, StringComparison.Ordinal);
        Assert.Contains("\"messages\":[]", await _page.GetAsync($"rooms/lobby/messages?wait=1&after={_page.Server.Api.Journal.Head}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ways_and_status_are_commands()
    {
        _page.Node.Way = new PeerTrace(default, WayEnd.Reached, [new PeerTraceHop(_page.Node.Id, TimeSpan.FromMilliseconds(2), 1, null)]);
        _page.Node.Ping = peer => new MeshPing(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(2), 1, null, null);
        JsonElement ping = Json((await _page.AskAsync(HttpMethod.Post, "commands", """{"do":"ping","peer":"anna","count":2,"intervalMs":100,"ref":7}""")).Body);
        Assert.Equal(("ping", "reached", 2, 7), (ping.GetProperty("event").GetString(), ping.GetProperty("end").GetString(), ping.GetProperty("rounds").GetInt32(), ping.GetProperty("ref").GetInt32()));
        Assert.Equal(400, (await _page.AskAsync(HttpMethod.Post, "commands", """{"do":"ping","peer":"anna","count":21}""")).Status);
        Assert.Equal(400, (await _page.AskAsync(HttpMethod.Post, "commands", """{"do":"ping","peer":"zoe"}""")).Status);
        JsonElement trace = Json((await _page.AskAsync(HttpMethod.Post, "commands", """{"do":"trace","what":"anna"}""")).Body);
        Assert.Equal("reached", trace.GetProperty("end").GetString());
        JsonElement status = Json((await _page.AskAsync(HttpMethod.Post, "commands", """{"do":"status"}""")).Body);
        Assert.Equal(("status", "anna", 0), (status.GetProperty("event").GetString(), status.GetProperty("name").GetString(), status.GetProperty("unsent").GetInt32()));
    }

    [Theory]
    [InlineData("POST", "rooms/nowhere/messages", "x", 404, "no-such-room")]
    [InlineData("POST", "rooms/lobby/messages", "", 400, "bad-request")]
    [InlineData("GET", "rooms/nowhere/messages", null, 404, "no-such-room")]
    [InlineData("GET", "rooms/lobby/messages?limit=0", null, 400, "bad-request")]
    [InlineData("GET", "rooms/lobby/messages?wait=61", null, 400, "bad-request")]
    [InlineData("GET", "events?after=x", null, 400, "bad-request")]
    [InlineData("GET", "events/poll?match=regex&topic=t", null, 400, "bad-request")]
    [InlineData("GET", "events/frame?origin=https://evil.example", null, 403, "foreign-origin")]
    [InlineData("GET", "nothing/here", null, 404, "not-found")]
    [InlineData("PUT", "rooms", null, 405, "method-not-allowed")]
    [InlineData("POST", "commands", "nonsense", 400, "bad-request")]
    [InlineData("POST", "commands", """{"do":"subscribe","topic":"t"}""", 400, "needs-stream")]
    [InlineData("POST", "commands", """{"do":"register","procedure":"p"}""", 400, "needs-stream")]
    [InlineData("POST", "commands", """{"do":"call","procedure":"p"}""", 404, "no-such-procedure")]
    [InlineData("POST", "join", """{"invite":"x","name":"Lena"}""", 404, "no-such-invite")]
    [InlineData("POST", "join", "{}", 400, "bad-request")]
    public async Task What_is_wrong_gets_its_status_and_one_error_that_tells_the_mend(string method, string path, string? body, int status, string code)
    {
        (int answered, string text, _) = await _page.AskAsync(new HttpMethod(method), path, body, "text/plain");
        JsonElement error = Json(text);
        Assert.Equal((status, "error", code), (answered, error.GetProperty("event").GetString(), error.GetProperty("code").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_body_larger_than_any_message_is_refused_before_it_is_held()
    {
        Assert.Equal(413, (await _page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", new string('x', 500_000), "text/plain")).Status);
        Assert.Equal(413, (await _page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", new string('x', 70_000), "text/plain")).Status);
    }

    [Fact]
    public async Task The_event_stream_has_ids_names_and_signs_of_life_and_goes_on_after_the_last_id()
    {
        string last;
        using (EventLines events = await EventLines.OpenAsync(_page, "events"))
        {
            await events.UntilAsync("event: ready");
            await _page.Node.SendAsync("lobby", "one", MessageKind.Text, TestContext.Current.CancellationToken);
            await events.UntilAsync("event: message");
            await events.UntilAsync("data: {\"event\":\"message\"");
            await events.UntilAsync(": alive");
            last = events.Lines.Last(line => line.StartsWith("id: ", StringComparison.Ordinal))[4..];
            Assert.Equal("text/event-stream", events.Type);
        }

        await _page.Node.SendAsync("lobby", "two", MessageKind.Text, TestContext.Current.CancellationToken);
        using EventLines again = await EventLines.OpenAsync(_page, "events", $"Last-Event-ID: {last}");
        Assert.Contains("\"two\"", await again.UntilAsync("data: {\"event\":\"message\""), StringComparison.Ordinal);
        Assert.DoesNotContain(again.Lines, line => line.Contains("\"one\"", StringComparison.Ordinal) || line.Contains("reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_endless_stream_is_one_object_a_line()
    {
        using EventLines events = await EventLines.OpenAsync(_page, "events/stream?room=lobby");
        Assert.Equal("ready", Json(await events.UntilAsync("{")).GetProperty("event").GetString());
        await _page.Node.SendAsync("lobby", "one", MessageKind.Text, TestContext.Current.CancellationToken);
        Assert.Equal("one", Json(await events.UntilAsync("{\"event\":\"message\"")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_frame_hands_events_to_the_page_around_it_and_no_text_ends_its_script()
    {
        using EventLines events = await EventLines.OpenAsync(_page, "events/frame?origin=https://friend.example");
        await events.UntilAsync("<!doctype html>");
        await _page.Node.SendAsync("lobby", "</script><script>alert(1)</script><!--", MessageKind.Text, TestContext.Current.CancellationToken);
        string line = await events.UntilAsync("\"event\":\"message\"");
        string nonce = System.Text.RegularExpressions.Regex.Match(events.Header("Content-Security-Policy"), "'nonce-([^']+)'").Groups[1].Value;
        Assert.StartsWith($"<script nonce=\"{nonce}\">parent.postMessage({{\"event\":\"message\"", line, StringComparison.Ordinal);
        Assert.EndsWith(",\"https://friend.example\")</script>", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - "</script>".Length, line.IndexOf("</script", StringComparison.Ordinal));
        Assert.Contains("frame-ancestors 'self' https://friend.example", events.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polls_go_on_where_they_stopped_topics_included()
    {
        string next = Json(await _page.GetAsync("events/poll?topic=drone.&match=prefix")).GetProperty("next").GetString()!;
        await _page.CommandAsync("""{"do":"publish","topic":"drone.1","args":[1]}""");
        await _page.CommandAsync("""{"do":"send","room":"lobby","text":"hi"}""");
        List<string> came = [];
        while (came.Count < 3)
        {
            JsonElement poll = Json(await _page.GetAsync($"events/poll?wait=20&topic=drone.&match=prefix&after={next}"));
            came.AddRange(poll.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("event").GetString()!));
            next = poll.GetProperty("next").GetString()!;
        }

        Assert.Equal(["event", "message", "sent"], came.Order());
        Assert.Contains("\"events\":[]", await _page.GetAsync($"events/poll?after={next}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_alone_are_told_to_who_asks_for_nothing_else()
    {
        using EventLines events = await EventLines.OpenAsync(_page, "events?only=topics&topic=a&topic=b");
        await events.UntilAsync("event: ready");
        await _page.CommandAsync("""{"do":"send","room":"lobby","text":"hi"}""");
        await _page.CommandAsync("""{"do":"publish","topic":"b"}""");
        await events.UntilAsync("event: event");
        Assert.DoesNotContain("event: message", events.Lines);
    }

    [Fact]
    public async Task The_node_tells_of_itself_and_its_surroundings()
    {
        Assert.Equal("""["lobby"]""", Json(await _page.GetAsync("rooms")).GetProperty("rooms").GetRawText());
        Assert.Equal(0, Json(await _page.GetAsync("peers")).GetProperty("peers").GetArrayLength());
        Assert.True(Json(await _page.GetAsync("topology")).GetProperty("nodes")[0].GetProperty("self").GetBoolean());
        JsonElement status = Json(await _page.GetAsync("status"));
        Assert.Equal(("status", "anna", "owner"), (status.GetProperty("event").GetString(), status.GetProperty("name").GetString(), status.GetProperty("role").GetString()));
    }

    private async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isSo)
    {
        while (true)
        {
            JsonElement json = Json(await _page.GetAsync(path));
            if (isSo(json))
            {
                return json;
            }
        }
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
