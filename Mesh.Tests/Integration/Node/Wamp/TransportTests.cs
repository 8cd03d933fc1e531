using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Mesh.Node.Wamp;
using Mesh.Tests.Unit.Node;
using Mesh.Tests.Unit.Node.Wamp;

namespace Mesh.Tests.Integration.Node.Wamp;

/// <summary>The router's transports over real connections, spoken byte by byte.</summary>
public sealed class TransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_request_that_is_no_upgrade_is_told_what_would_be_one()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using HttpClient http = new();

        using HttpResponseMessage answer = await http.GetAsync(server.Url + "/ws");

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("websocket", answer.Headers.Upgrade.ToString());
        Assert.Contains("wamp.2.json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13", "AAAAAAAAAAAAAAAAAAAAAA==", "soap", "Offer one of the subprotocols")]
    [InlineData("13", "AAAAAAAAAAAAAAAAAAAAAA==", null, "Offer one of the subprotocols")]
    [InlineData("8", "AAAAAAAAAAAAAAAAAAAAAA==", "wamp.2.json", "Sec-WebSocket-Version")]
    [InlineData("13", "short", "wamp.2.json", "Sec-WebSocket-Key")]
    public async Task A_bad_upgrade_is_refused_with_a_sentence(string version, string key, string? protocol, string part)
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, server.Url + "/ws");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", version);
        request.Headers.Add("Sec-WebSocket-Key", key);
        if (protocol is not null)
        {
            request.Headers.Add("Sec-WebSocket-Protocol", protocol);
        }

        using HttpResponseMessage answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, server.Router.SessionCount);
    }

    [Fact]
    public async Task The_first_offer_that_is_spoken_here_is_taken()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());

        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.cbor", "wamp.2.msgpack", "wamp.2.json");

        Assert.Equal("wamp.2.msgpack", socket.SubProtocol);
    }

    [Theory]
    [InlineData("wamp.2.json", WebSocketMessageType.Binary, "text messages")]
    [InlineData("wamp.2.msgpack", WebSocketMessageType.Text, "binary messages")]
    public async Task A_message_of_the_wrong_kind_ends_the_session_with_its_reason(string protocol, WebSocketMessageType type, string part)
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, protocol);

        await socket.SendAsync("x"u8.ToArray(), type, endOfMessage: true, CancellationToken.None);

        string abort = await ReceiveAsync(socket);
        Assert.Contains("wamp.error.protocol_violation", abort, StringComparison.Ordinal);
        Assert.Contains(part, abort, StringComparison.Ordinal);
        Assert.Equal("closed 1000", await ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_message_larger_than_any_may_be_ends_the_session_with_its_reason()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json");
        byte[] piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)' ');
        Task<string> answer = ReceiveAsync(socket);

        for (int sent = 0; sent <= WampLimits.MessageBytesMax; sent += piece.Length)
        {
            await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        }

        Assert.Contains("wamp.error.payload_size_exceeded", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_pieces_is_one_message()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json");
        foreach (byte character in Encoding.UTF8.GetBytes(WampClient.Hello))
        {
            await socket.SendAsync(new[] { character }, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        }

        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.StartsWith("[2,", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batched_messages_come_and_go_in_one()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json.batched");

        await SendAsync(socket, WampClient.Hello + "\u001e[32,1,{},\"com.example.t\"]\u001e[16,2,{\"exclude_me\":false},\"com.example.t\",[1]]\u001e");

        string got = "";
        while (got.Count(character => character == '\u001e') < 3)
        {
            got += await ReceiveAsync(socket);
        }

        Assert.EndsWith("\u001e[33,1,1]\u001e[36,1,1,{},[1]]\u001e", got, StringComparison.Ordinal);
        await SendAsync(socket, "[34,3,1]");
        Assert.Contains("wamp.error.protocol_violation", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_takes_its_session_along()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json");
        await AskAsync(socket, WampClient.Hello);
        await AskAsync(socket, """[64,1,{},"com.example.p"]""");

        socket.Abort();

        using CancellationTokenSource limit = new(Patience);
        while (server.Router.SessionCount + server.Router.Dealer.Count > 0)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    [Fact]
    public async Task Two_hundred_sessions_do_not_notice_one_that_does_not_read()
    {
        const int SessionCount = 200;
        const int EventCount = 300;
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        string large = new('x', 60_000);
        using ClientWebSocket slow = await SubscribedAsync(server, "com.example");
        using ClientWebSocket publisher = await ConnectAsync(server, "wamp.2.json");
        await AskAsync(publisher, WampClient.Hello);
        ClientWebSocket[] sessions = await Task.WhenAll(Enumerable.Range(0, SessionCount).Select(_ => SubscribedAsync(server, "com.example.small")));

        Task[] reading = [.. sessions.Select(async session =>
        {
            for (int i = 0; i < EventCount; i++)
            {
                string happening = await ReceiveAsync(session);
                Assert.EndsWith($",[{i}]]", happening, StringComparison.Ordinal);
            }
        })];
        for (int i = 0; i < EventCount; i++)
        {
            await SendAsync(publisher, $"[16,{i + 1},{{}},\"com.example.small\",[{i}]]");
            await SendAsync(publisher, $"[16,{i + 1},{{}},\"com.example.large\",[\"{large}\"]]");
        }

        await Task.WhenAll(reading).WaitAsync(Patience);
        foreach (ClientWebSocket session in sessions)
        {
            session.Dispose();
        }
    }

    [Fact]
    public async Task A_client_that_asks_and_never_reads_is_cut_off()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json");
        await AskAsync(socket, WampClient.Hello);
        string text = new('x', 50_000);
        using CancellationTokenSource limit = new(Patience);
        try
        {
            for (int i = 1; server.Router.SessionCount > 0; i++)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes($"[48,{i},{{}},\"mesh.room.say\",[\"lobby\",\"{text}\"]]"), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
            }
        }
        catch (WebSocketException)
        {
            // The router closed the connection while something was sent.
        }

        while (server.Router.SessionCount > 0)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    [Fact]
    public async Task Long_poll_opens_sends_receives_and_closes()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using HttpClient http = new();

        (HttpStatusCode status, string opened) = await PostAsync(http, server.Url + "/lp/open?x=1", """{"protocols":["wamp.2.cbor","wamp.2.json"]}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("""^\{"protocol":"wamp\.2\.json","transport":"[0-9a-f]{32}"\}$""", opened);
        string transport = $"{server.Url}/lp/{opened.Split('"')[7]}";

        Task<(HttpStatusCode Status, string Body)> receiving = PostAsync(http, transport + "/receive", "");
        Assert.Equal((HttpStatusCode.NoContent, ""), await PostAsync(http, transport + "/send", WampClient.Hello));
        Assert.StartsWith("[2,", (await receiving).Body, StringComparison.Ordinal);
        await PostAsync(http, transport + "/send", """[32,1,{},"com.example.t"]""");
        await PostAsync(http, transport + "/send", """[16,2,{"exclude_me":false},"com.example.t",[1]]""");
        Assert.Equal("[33,1,1]", (await PostAsync(http, transport + "/receive", "")).Body);
        Assert.Equal("[36,1,1,{},[1]]", (await PostAsync(http, transport + "/receive", "")).Body);

        receiving = PostAsync(http, transport + "/receive", "");
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(http, transport + "/close", "")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await receiving).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(http, transport + "/send", "[34,1,1]")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(http, transport + "/close", "")).Status);
        Assert.Equal(0, server.Router.SessionCount);
    }

    [Fact]
    public async Task Long_poll_says_what_is_wrong()
    {
        await using WampServer server = await WampServer.StartAsync(new FakeMesh());
        using HttpClient http = new();
        foreach (string body in new[] { "", "[]", "{}", """{"protocols":"wamp.2.json"}""", """{"protocols":[1,"soap"]}""", new string(' ', 5000) })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(http, server.Url + "/lp/open", body)).Status);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync(server.Url + "/lp/open")).StatusCode);
        string transport = $"{server.Url}/lp/{(await PostAsync(http, server.Url + "/lp/open", """{"protocols":["wamp.2.json"]}""")).Body.Split('"')[7]}";
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(http, transport + "/send", "nonsense")).Status);
        Assert.Contains("wamp.error.protocol_violation", (await PostAsync(http, transport + "/receive", "")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(http, transport + "/receive", "")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(http, transport + "/send", new string(' ', WampLimits.MessageBytesMax + 1))).Status);
    }

    [Fact]
    public async Task Long_poll_sessions_that_nobody_polls_end()
    {
        ManualTime time = new();
        await using WampServer server = await WampServer.StartAsync(new FakeMesh(), options: new WampOptions { Time = time });
        using HttpClient http = new();
        await PostAsync(http, server.Url + "/lp/open", """{"protocols":["wamp.2.json"]}""");
        Assert.Equal(1, server.Router.SessionCount);

        time.Advance(WampLimits.PollPauseMax);

        using CancellationTokenSource limit = new(Patience);
        while (server.Router.SessionCount > 0)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient http, string url, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(url, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<ClientWebSocket> ConnectAsync(WampServer server, params string[] protocols)
    {
        ClientWebSocket socket = new();
        foreach (string protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        await socket.ConnectAsync(new Uri(server.WebSocketUrl), CancellationToken.None);
        return socket;
    }

    private static async Task<ClientWebSocket> SubscribedAsync(WampServer server, string prefix)
    {
        ClientWebSocket socket = await ConnectAsync(server, "wamp.2.json");
        await AskAsync(socket, WampClient.Hello);
        Assert.StartsWith("[33,1,", await AskAsync(socket, $"[32,1,{{\"match\":\"prefix\"}},\"{prefix}\"]"), StringComparison.Ordinal);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<string> AskAsync(ClientWebSocket socket, string message)
    {
        await SendAsync(socket, message);
        return await ReceiveAsync(socket);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] buffer = new byte[80_000];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return $"closed {(int)socket.CloseStatus!.Value}";
            }

            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
