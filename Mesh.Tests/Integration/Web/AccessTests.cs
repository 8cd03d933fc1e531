using System.Text.Json;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Web;

/// <summary>Who gets in: the owner at this machine, the owner elsewhere by token, guests by invitation, and nobody's pages.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Prevents what a drive-by page could do: read, write and listen through the browser of somebody who runs a node.</summary>
    [Theory]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Origin: http://localhost:8000")]
    [InlineData("Origin: null")]
    public async Task A_drive_by_page_can_neither_write_nor_read_nor_listen(string origin)
    {
        await using OpenPage page = await OpenPage.StartAsync();
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "spam", "text/plain", origin)).Status);
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Post, "commands", """{"do":"send","room":"lobby","text":"x"}""", "text/plain", origin)).Status);
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Get, "rooms/lobby/messages", headers: origin)).Status);
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Options, "commands", headers: [origin, "Access-Control-Request-Method: POST"])).Status);
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => ChatClient.OpenAsync(page.Port, headers: origin));
        Assert.Empty(page.Node.Said);
    }

    /// <summary>Prevents DNS rebinding: a name of the attacker's that was made to point at this machine is the page's own origin to the browser.</summary>
    [Fact]
    public async Task A_name_that_was_rebound_to_this_machine_reaches_nothing()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        string[] rebound = [$"Host: evil.example:{page.Port}", $"Origin: http://evil.example:{page.Port}"];
        foreach (string path in (string[])["", "rooms", "chat", "events", "mesh.js", "openapi.json"])
        {
            Assert.Equal(421, (await page.AskAsync(HttpMethod.Get, path, headers: rebound)).Status);
        }

        Assert.Equal(421, (await page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "spam", "text/plain", rebound)).Status);
    }

    [Fact]
    public async Task An_allowed_origin_talks_to_the_node_and_its_browser_is_told_so()
    {
        await using OpenPage page = await OpenPage.StartAsync(settings => settings with { Origins = ["https://friend.example"] });
        const string Friend = "Origin: https://friend.example";
        (int status, _, HttpResponseMessage preflight) = await page.AskAsync(HttpMethod.Options, "commands", headers: [Friend, "Access-Control-Request-Method: POST", "Access-Control-Request-Private-Network: true"]);
        Assert.Equal(204, status);
        Assert.Equal("https://friend.example", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Private-Network")));
        (status, _, HttpResponseMessage posted) = await page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "hi", "text/plain", Friend);
        Assert.Equal(201, status);
        Assert.Equal("https://friend.example", Assert.Single(posted.Headers.GetValues("Access-Control-Allow-Origin")));
        using ChatClient chat = await ChatClient.OpenAsync(page.Port, headers: Friend);
        await chat.UntilAsync("ready");
    }

    [Fact]
    public async Task Every_answer_forbids_inline_scripts_frames_and_sniffing()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        foreach (string path in (string[])["", "rooms", "nothing", "chat", "openapi.json"])
        {
            (_, _, HttpResponseMessage response) = await page.AskAsync(HttpMethod.Get, path);
            string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For: 10.0.0.9")]
    [InlineData("Forwarded: for=10.0.0.9")]
    [InlineData("X-Real-IP: 10.0.0.9")]
    [InlineData("Via: 1.1 proxy")]
    public async Task Behind_a_proxy_nobody_is_at_this_machine(string header)
    {
        await using OpenPage page = await OpenPage.StartAsync();
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, "rooms", headers: header)).Status);
        Assert.Equal(200, (await page.AskAsync(HttpMethod.Get, "rooms", headers: [header, $"Authorization: Bearer {page.Token}"])).Status);
    }

    [Fact]
    public async Task A_proxy_that_hides_itself_is_found_by_its_old_version()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        using RawSocket raw = await RawSocket.OpenAsync(page.Port, "GET /rooms HTTP/1.0", $"Host: 127.0.0.1:{page.Port}");
        Assert.StartsWith("HTTP/1.1 401", await raw.HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_token_is_needed_it_comes_by_header_address_or_cookie()
    {
        await using OpenPage page = await OpenPage.StartAsync(settings => settings with { NeedsToken = true }, parts => parts with { DataFolder = _folder.Path });
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, "rooms")).Status);
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, $"rooms?token={page.Token}")).Status);
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, "rooms", headers: "Authorization: Bearer wrong")).Status);
        Assert.Equal(200, (await page.AskAsync(HttpMethod.Get, "rooms", headers: $"Authorization: Bearer {page.Token}")).Status);
        Assert.EndsWith($"/?token={page.Token}", page.Server.Places.Local, StringComparison.Ordinal);

        (int status, _, HttpResponseMessage entry) = await page.AskAsync(HttpMethod.Get, $"?token={page.Token}");
        Assert.Equal((303, "/"), (status, entry.Headers.Location!.ToString()));
        string cookie = Assert.Single(entry.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await page.AskAsync(HttpMethod.Get, "rooms", headers: $"Cookie: {cookie.Split(';')[0]}")).Status);
        using ChatClient chat = await ChatClient.OpenAsync(page.Port, $"?token={page.Token}");
        await chat.UntilAsync("ready");

        string kept = Path.Combine(_folder.Path, PageToken.FileName);
        Assert.Equal(page.Token, (await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)).Trim());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        }

        Assert.Equal(page.Token, PageToken.Of(_folder.Path).Text);
    }

    [Fact]
    public async Task A_guest_comes_by_invitation_writes_under_a_nickname_and_sees_one_room_only()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        await page.CommandAsync("""{"do":"join","room":"ops"}""");
        JsonElement invite = Json(await page.CommandAsync("""{"do":"invite","room":"lobby","minutes":5}"""));
        Assert.StartsWith("<svg", invite.GetProperty("qr").GetString(), StringComparison.Ordinal);
        string token = invite.GetProperty("url").GetString()!.Split('#')[1];
        (int status, string body, _) = await page.AskAsync(HttpMethod.Post, "join", $$"""{"invite":"{{token}}","name":"Lena"}""");
        Assert.Equal(201, status);
        string seat = Json(body).GetProperty("token").GetString()!;

        using ChatClient owner = await ChatClient.OpenAsync(page.Port);
        using ChatClient guest = await ChatClient.OpenAsync(page.Port, $"?token={seat}");
        JsonElement ready = await guest.UntilAsync("ready");
        Assert.Equal(("guest", "Lena"), (ready.GetProperty("role").GetString(), ready.GetProperty("guest").GetString()));
        Assert.False(ready.TryGetProperty("listen", out _));
        await guest.SayAsync("hello");
        JsonElement message = await owner.UntilAsync("message");
        Assert.Equal(("Lena", "hello", true), (message.GetProperty("guest").GetString(), message.GetProperty("text").GetString(), message.GetProperty("own").GetBoolean()));
        Assert.Equal("Lena", Assert.Single(page.Node.Said).Guest);

        await page.CommandAsync("""{"do":"send","room":"ops","text":"secret"}""");
        page.Node.Happen(new Notice(FakeChatNode.Noon, "link-refused", "A link from 10.0.0.7 was refused."));
        page.Node.Peers = [new MeshPeer(FakeChatNode.PeerNumber(2), "ben", true, 1, ["lobby", "ops"], FakeChatNode.Noon)];
        foreach (string command in (string[])["""{"do":"topology"}""", """{"do":"ping","peer":"ben"}""", """{"do":"trace","what":"ben"}""", """{"do":"status"}""", """{"do":"join","room":"x"}""", """{"do":"history","room":"ops"}""", """{"do":"send","room":"ops","text":"x"}""", """{"do":"publish","topic":"t"}""", """{"do":"invite","room":"lobby"}""", """{"do":"send","room":"lobby","text":"# x","kind":"slides"}"""])
        {
            Assert.Equal("forbidden", (await guest.AskAsync(command)).GetProperty("code").GetString());
        }

        Assert.Equal($$"""[{"peer":"{{FakeChatNode.PeerNumber(2)}}","name":"ben"}]""", (await guest.AskAsync("""{"do":"peers"}""")).GetProperty("peers").GetRawText());
        Assert.Equal("renamed", (await guest.AskAsync("""{"do":"nick","name":"Lea"}""")).GetProperty("event").GetString());
        Assert.DoesNotContain(guest.Came, came => came.ToString() is { } text && (text.Contains("secret", StringComparison.Ordinal) || text.Contains("10.0.0.7", StringComparison.Ordinal)));
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Get, "topology", headers: $"Authorization: Bearer {seat}")).Status);
        Assert.Equal(200, (await page.AskAsync(HttpMethod.Get, "rooms/lobby/messages", headers: $"Authorization: Bearer {seat}")).Status);

        await page.CommandAsync($$"""{"do":"revoke","invite":"{{invite.GetProperty("invite").GetString()}}"}""");
        while (await guest.NextAsync() is not null)
        {
            // What was on its way comes before the close.
        }

        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, "rooms", headers: $"Authorization: Bearer {seat}")).Status);
    }

    [Fact]
    public async Task A_guest_whose_invitation_is_taken_back_while_it_waits_reads_nothing_of_what_comes_then()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        JsonElement invite = Json(await page.CommandAsync("""{"do":"invite","room":"lobby"}"""));
        string bearer = $"Authorization: Bearer {invite.GetProperty("url").GetString()!.Split('#')[1]}";
        await page.CommandAsync("""{"do":"send","room":"lobby","text":"before"}""");
        string next = Json(await page.GetAsync("rooms/lobby/messages")).GetProperty("next").GetString()!;
        Task<(int Status, string Body, HttpResponseMessage Response)> waiting = page.AskAsync(HttpMethod.Get, $"rooms/lobby/messages?after={next}&wait=20", headers: bearer);
        while (Json(await page.CommandAsync("""{"do":"invites"}""")).GetProperty("invites")[0].GetProperty("guests").GetArrayLength() == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await page.CommandAsync($$"""{"do":"revoke","invite":"{{invite.GetProperty("invite").GetString()}}"}""");
        await page.CommandAsync("""{"do":"send","room":"lobby","text":"secret"}""");
        (int status, string body, _) = await waiting;
        Assert.Equal(401, status);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    /// <summary>Prevents that a guest floods a room that others pay for with their radio.</summary>
    [Fact]
    public async Task A_guest_that_floods_is_told_to_wait_while_the_owner_goes_on()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        string token = Json(await page.CommandAsync("""{"do":"invite","room":"lobby"}""")).GetProperty("url").GetString()!.Split('#')[1];
        int refused = 0;
        for (int i = 0; i < 60; i++)
        {
            (int status, _, HttpResponseMessage response) = await page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "flood", "text/plain", $"Authorization: Bearer {token}");
            refused += status == 429 && response.Headers.RetryAfter is not null ? 1 : 0;
        }

        Assert.InRange(refused, 20, 59);
        Assert.Equal(201, (await page.AskAsync(HttpMethod.Post, "rooms/lobby/messages", "calm", "text/plain")).Status);
    }

    [Fact]
    public async Task Too_many_requests_and_streams_from_one_address_get_429_with_the_time_to_wait()
    {
        await using OpenPage page = await OpenPage.StartAsync(parts: parts => parts with { Limits = new PageLimits { OwnRequests = (1, 10), StreamsPerAddressMax = 2 } });
        using ChatClient first = await ChatClient.OpenAsync(page.Port);
        using ChatClient second = await ChatClient.OpenAsync(page.Port);
        (int status, string body, HttpResponseMessage response) = await page.AskAsync(HttpMethod.Get, "events");
        Assert.Equal((429, "too-many"), (status, Json(body).GetProperty("code").GetString()));
        Assert.NotNull(response.Headers.RetryAfter);
        for (int i = 0; i < 10; i++)
        {
            status = (await page.AskAsync(HttpMethod.Get, "rooms")).Status;
        }

        Assert.Equal(429, status);
    }

    /// <summary>Prevents that a guest passes for the host, or for somebody else in the room.</summary>
    [Theory]
    [InlineData("Anna", 409)]
    [InlineData("BEN", 409)]
    [InlineData("an\u200bna", 400)]
    [InlineData("\u202eanna", 400)]
    [InlineData("Carl", 201)]
    public async Task A_guest_takes_no_name_of_the_room_s_and_none_that_looks_like_one(string name, int expected)
    {
        await using OpenPage page = await OpenPage.StartAsync();
        page.Node.Peers = [new MeshPeer(FakeChatNode.PeerNumber(2), "ben", true, 1, ["lobby"], FakeChatNode.Noon), new MeshPeer(FakeChatNode.PeerNumber(3), "carl", true, 1, ["ops"], FakeChatNode.Noon)];
        string token = Json(await page.CommandAsync("""{"do":"invite","room":"lobby"}""")).GetProperty("url").GetString()!.Split('#')[1];
        string body = JsonSerializer.Serialize(new { invite = token, name });
        Assert.Equal(expected, (await page.AskAsync(HttpMethod.Post, "join", body)).Status);
    }

    /// <summary>Prevents that a page of the web, or somebody behind a proxy, shuts the owner out by asking much.</summary>
    [Theory]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Authorization: Bearer wrong", 401)]
    [InlineData("X-Forwarded-For: 10.0.0.9", 401)]
    public async Task Requests_of_others_use_up_nothing_of_the_owner_s(string header, int refused)
    {
        await using OpenPage page = await OpenPage.StartAsync(parts: parts => parts with { Limits = new PageLimits { OwnRequests = (1, 5) } });
        Assert.Equal(refused, (await page.AskAsync(HttpMethod.Get, "rooms", headers: header)).Status);
        int status = 0;
        for (int i = 0; i < 12; i++)
        {
            status = (await page.AskAsync(HttpMethod.Get, "rooms", headers: header)).Status;
        }

        Assert.Equal(429, status);
        Assert.Equal(200, (await page.AskAsync(HttpMethod.Get, "rooms")).Status);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
