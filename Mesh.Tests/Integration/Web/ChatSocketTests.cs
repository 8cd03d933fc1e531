using System.Net.WebSockets;
using System.Text.Json;

namespace Mesh.Tests.Integration.Web;

/// <summary>/chat as a browser's console and small programs use it.</summary>
public sealed class ChatSocketTests : IAsyncLifetime
{
    private OpenPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await OpenPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task A_plain_text_is_said_in_the_lobby_and_comes_back_once()
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        JsonElement ready = await chat.UntilAsync("ready");
        Assert.Equal(("owner", 1, JsonValueKind.Null), (ready.GetProperty("role").GetString(), ready.GetProperty("api").GetInt32(), ready.GetProperty("guest").ValueKind));
        await chat.SayAsync("hi //all");
        JsonElement message = await chat.UntilAsync("message");
        Assert.Equal(("lobby", "hi //all", true), (message.GetProperty("room").GetString(), message.GetProperty("text").GetString(), message.GetProperty("own").GetBoolean()));
        await chat.UntilAsync("sent");
        await chat.AskAsync("""{"do":"rooms"}""");
        Assert.Single(chat.Came, came => came.GetProperty("event").GetString() == "message");
    }

    [Fact]
    public async Task The_room_of_the_address_is_joined_when_something_is_said_in_it()
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port, "?room=ops");
        await chat.SayAsync("hi");
        Assert.Equal("ops", (await chat.UntilAsync("message")).GetProperty("room").GetString());
        Assert.Contains("ops", _page.Node.Rooms);
    }

    [Fact]
    public async Task Who_comes_later_is_told_the_latest_messages_first_and_no_more_than_asked_for()
    {
        for (int i = 0; i < 5; i++)
        {
            await _page.Node.SendAsync("lobby", $"line {i}", MessageKind.Text, TestContext.Current.CancellationToken);
        }

        await JournalHoldsAsync(10);
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port, "?history=2");
        await chat.AskAsync("""{"do":"rooms"}""");
        Assert.Equal(["line 3", "line 4"], chat.Came.Where(came => came.GetProperty("event").GetString() == "message").Select(came => came.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_connection_goes_on_after_the_last_event_it_had()
    {
        string last;
        using (ChatClient first = await ChatClient.OpenAsync(_page.Port))
        {
            await first.SayAsync("one");
            await first.UntilAsync("message");
            last = (await first.UntilAsync("sent")).GetProperty("n").GetString()!;
        }

        await _page.Node.SendAsync("lobby", "two", MessageKind.Text, TestContext.Current.CancellationToken);
        using ChatClient second = await ChatClient.OpenAsync(_page.Port, $"?after={last}");
        Assert.Equal("two", (await second.UntilAsync("message")).GetProperty("text").GetString());
        await second.AskAsync("""{"do":"rooms"}""");
        Assert.DoesNotContain(second.Came, came => came.ToString().Contains("\"one\"", StringComparison.Ordinal) || came.GetProperty("event").GetString() == "reset");
    }

    [Fact]
    public async Task After_a_restart_of_the_node_a_reset_comes_first_and_then_all_that_is_held()
    {
        await _page.Node.SendAsync("lobby", "one", MessageKind.Text, TestContext.Current.CancellationToken);
        await JournalHoldsAsync(2);
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port, "?after=aaaaaaaa-99");
        Assert.Equal("restarted", (await chat.UntilAsync("reset")).GetProperty("reason").GetString());
        Assert.Equal("one", (await chat.UntilAsync("message")).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"do":"send","room":"nowhere","text":"x"}""", "no-such-room")]
    [InlineData("""{"do":"send","room":"lobby"}""", "bad-request")]
    [InlineData("""{"do":"send","room":"lobby","text":""}""", "bad-request")]
    [InlineData("""{"do":"dance"}""", "no-such-command")]
    [InlineData("""{"room":"lobby"}""", "bad-request")]
    [InlineData("""{"do":"call","procedure":"nobody"}""", "no-such-procedure")]
    [InlineData("""{"do":"history","room":"lobby","limit":0}""", "bad-request")]
    [InlineData("""{"do":"history","room":"lobby","after":"x"}""", "bad-request")]
    [InlineData("""{"do":"publish","topic":"t","args":7}""", "bad-request")]
    [InlineData("""{"do":"subscribe","topic":"t","match":"regex"}""", "bad-request")]
    [InlineData("""{"do":"unregister","procedure":"mine"}""", "not-registered")]
    [InlineData("""{"do":"yield","call":"1"}""", "no-such-call")]
    [InlineData("""{"do":"turn","slides":"x","slide":1}""", "bad-request")]
    [InlineData("""{"do":"revoke","invite":"x"}""", "no-such-invite")]
    public async Task A_wrong_command_is_answered_by_one_error_with_a_code(string command, string code)
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        JsonElement error = await chat.AskAsync(command);
        Assert.Equal(("error", code), (error.GetProperty("event").GetString(), error.GetProperty("code").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Commands_change_rooms_and_name_and_everybody_connected_learns_of_it()
    {
        using ChatClient other = await ChatClient.OpenAsync(_page.Port);
        await other.UntilAsync("ready");
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        Assert.Equal("joined", (await chat.AskAsync("""{"do":"join","room":"ops"}""")).GetProperty("event").GetString());
        Assert.Equal("renamed", (await chat.AskAsync("""{"do":"nick","name":"eva"}""")).GetProperty("event").GetString());
        Assert.Equal("left", (await chat.AskAsync("""{"do":"leave","room":"ops"}""")).GetProperty("event").GetString());
        Assert.Equal("ops", (await other.UntilAsync("joined")).GetProperty("room").GetString());
        Assert.Equal("eva", (await other.UntilAsync("renamed")).GetProperty("name").GetString());
        Assert.Equal("ops", (await other.UntilAsync("left")).GetProperty("room").GetString());
    }

    [Fact]
    public async Task History_is_read_in_pages_both_ways()
    {
        for (int i = 0; i < 6; i++)
        {
            await _page.Node.SendAsync("lobby", $"{i}", MessageKind.Text, TestContext.Current.CancellationToken);
        }

        await JournalHoldsAsync(12);
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        JsonElement latest = await chat.AskAsync("""{"do":"history","room":"lobby","limit":2}""");
        Assert.Equal(["4", "5"], Texts(latest));
        Assert.True(latest.GetProperty("more").GetBoolean());
        string before = latest.GetProperty("messages")[0].GetProperty("n").GetString()!;
        JsonElement earlier = await chat.AskAsync($$"""{"do":"history","room":"lobby","before":"{{before}}"}""");
        Assert.Equal(["0", "1", "2", "3"], Texts(earlier));
        Assert.False(earlier.GetProperty("more").GetBoolean());
        string after = earlier.GetProperty("messages")[1].GetProperty("n").GetString()!;
        Assert.Equal(["2", "3"], Texts(await chat.AskAsync($$"""{"do":"history","room":"lobby","after":"{{after}}","limit":2}""")));
    }

    [Fact]
    public async Task Events_of_topics_come_with_their_values_and_not_to_whoever_published_them()
    {
        using ChatClient reader = await ChatClient.OpenAsync(_page.Port);
        using ChatClient writer = await ChatClient.OpenAsync(_page.Port);
        await reader.AskAsync("""{"do":"subscribe","topic":"drone.","match":"prefix"}""");
        await writer.AskAsync("""{"do":"subscribe","topic":"drone.7"}""");
        await writer.SayAsync("""{"do":"publish","topic":"drone.7","args":[1,"zwei",{"x":[true,null,1.5]},"\u0000AQID"],"kwargs":{"battery":9007199254740993},"ref":1}""");
        JsonElement published = await reader.UntilAsync("event");
        Assert.Equal("""[1,"zwei",{"x":[true,null,1.5]},"\u0000AQID"]""", published.GetProperty("args").GetRawText());
        Assert.Equal("""{"battery":9007199254740993}""", published.GetProperty("kwargs").GetRawText());
        await writer.SayAsync("""{"do":"publish","topic":"drone.7","excludeMe":false}""");
        await writer.UntilAsync("event");
        Assert.Single(writer.Came, came => came.GetProperty("event").GetString() == "event");
        Assert.Equal("unsubscribed", (await reader.AskAsync("""{"do":"unsubscribe","topic":"drone.","match":"prefix"}""")).GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_procedure_of_one_client_is_called_by_another_with_progress_and_errors()
    {
        using ChatClient callee = await ChatClient.OpenAsync(_page.Port);
        using ChatClient caller = await ChatClient.OpenAsync(_page.Port);
        Assert.Equal("registered", (await callee.AskAsync("""{"do":"register","procedure":"add"}""")).GetProperty("event").GetString());
        Assert.Equal("already-registered", (await caller.AskAsync("""{"do":"register","procedure":"add"}""")).GetProperty("code").GetString());

        await caller.SayAsync("""{"do":"call","procedure":"add","args":[1,2],"progress":true,"ref":"c1"}""");
        JsonElement invocation = await callee.UntilAsync("invocation");
        string call = invocation.GetProperty("call").GetString()!;
        Assert.True(invocation.GetProperty("progress").GetBoolean());
        await callee.SayAsync($$"""{"do":"yield","call":"{{call}}","args":[1],"progress":true}""");
        await callee.SayAsync($$"""{"do":"yield","call":"{{call}}","args":[3]}""");
        Assert.Equal("[1]", (await caller.UntilAsync("progress")).GetProperty("args").GetRawText());
        JsonElement result = await caller.UntilAsync("result");
        Assert.Equal(("[3]", "c1"), (result.GetProperty("args").GetRawText(), result.GetProperty("ref").GetString()));

        await caller.SayAsync("""{"do":"call","procedure":"add","ref":"c2"}""");
        call = (await callee.UntilAsync("invocation")).GetProperty("call").GetString()!;
        await callee.SayAsync($$"""{"do":"fail","call":"{{call}}","error":"com.example.empty","message":"Nothing to add."}""");
        JsonElement error = await caller.UntilAsync("error");
        Assert.Equal(("failed", "com.example.empty", "Nothing to add."), (error.GetProperty("code").GetString(), error.GetProperty("error").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_callee_that_goes_cancels_the_call_and_one_that_is_slow_is_told_that_time_is_over()
    {
        using ChatClient caller = await ChatClient.OpenAsync(_page.Port);
        using (ChatClient callee = await ChatClient.OpenAsync(_page.Port))
        {
            await callee.AskAsync("""{"do":"register","procedure":"slow"}""");
            await caller.SayAsync("""{"do":"call","procedure":"slow","timeoutMs":50,"ref":"c1"}""");
            await callee.UntilAsync("cancelled");
            Assert.Equal("timed-out", (await caller.UntilAsync("error")).GetProperty("code").GetString());
            await caller.SayAsync("""{"do":"call","procedure":"slow","ref":"c2"}""");
            await callee.UntilAsync("invocation");
            callee.Socket.Abort();
            Assert.Equal("cancelled", (await caller.UntilAsync("error")).GetProperty("code").GetString());
        }

        while ((await caller.AskAsync("""{"do":"call","procedure":"slow","timeoutMs":1000}""")).GetProperty("code").GetString() != "no-such-procedure")
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task The_page_closes_with_1001_within_two_seconds_and_slow_readers_do_not_hold_it()
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        using ChatClient slow = await ChatClient.OpenAsync(_page.Port);
        await chat.UntilAsync("ready");
        for (int i = 0; i < 200; i++)
        {
            await _page.Node.SendAsync("lobby", new string('x', 60_000), MessageKind.Text, TestContext.Current.CancellationToken);
        }

        Task<JsonElement?> closing = ClosedAsync(chat);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        await _page.Server.DisposeAsync();
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await closing;
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, chat.Socket.CloseStatus);
    }

    private static async Task<JsonElement?> ClosedAsync(ChatClient chat)
    {
        JsonElement? next;
        do
        {
            next = await chat.NextAsync();
        }
        while (next is not null);
        return next;
    }

    private async Task JournalHoldsAsync(long number)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        while (_page.Server.Api.Journal.Head.Number < number)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static IEnumerable<string> Texts(JsonElement history) => history.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!);
}
