using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Web;

/// <summary>The configuration of docs/nginx.md in Debian's nginx: WebSocket, event stream and polls go through, with the token; and without WebSocket all else does.</summary>
public sealed class NginxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_documented_configuration_lets_sockets_streams_and_polls_through_for_who_has_the_token()
    {
        await using OpenPage page = await OpenPage.StartAsync(settings => settings with { Hosts = ["mesh.example.org"] });
        int port = OpenPage.FreePort();
        using Process nginx = await StartAsync(Documented(port, page.Port), port);
        try
        {
            using HttpClient http = Through(port);
            Assert.Equal(401, (int)(await http.GetAsync("rooms", TestContext.Current.CancellationToken)).StatusCode);
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {page.Token}");
            Assert.Contains("lobby", await http.GetStringAsync("rooms", TestContext.Current.CancellationToken), StringComparison.Ordinal);

            // The page's own origin is the proxy's; another's is refused there as here.
            using HttpRequestMessage own = new(HttpMethod.Post, "rooms/lobby/messages") { Content = new StringContent("by nginx") };
            own.Headers.Add("Origin", "https://mesh.example.org");
            Assert.Equal(201, (int)(await http.SendAsync(own, TestContext.Current.CancellationToken)).StatusCode);
            using HttpRequestMessage foreign = new(HttpMethod.Post, "rooms/lobby/messages") { Content = new StringContent("spam") };
            foreign.Headers.Add("Origin", "https://evil.example");
            Assert.Equal(403, (int)(await http.SendAsync(foreign, TestContext.Current.CancellationToken)).StatusCode);

            using ChatClient chat = await ChatClient.OpenAsync(port, $"?token={page.Token}", "Host: mesh.example.org", "Origin: https://mesh.example.org");
            await chat.SayAsync("by socket");
            Assert.Equal("by nginx", (await chat.UntilAsync("message")).GetProperty("text").GetString());
            Assert.Equal("by socket", (await chat.UntilAsync("message")).GetProperty("text").GetString());
            await StreamsAndPollsAsync(page, http);
        }
        finally
        {
            Stop(nginx);
        }
    }

    [Fact]
    public async Task Where_no_WebSocket_comes_through_streams_and_polls_do()
    {
        await using OpenPage page = await OpenPage.StartAsync(settings => settings with { Hosts = ["mesh.example.org"] });
        int port = OpenPage.FreePort();
        string blocked = Regex.Replace(Documented(port, page.Port), @"proxy_set_header (Upgrade|Connection) [^;]+;", "proxy_set_header $1 '';");
        using Process nginx = await StartAsync(blocked, port);
        try
        {
            using HttpClient http = Through(port);
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {page.Token}");
            await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => ChatClient.OpenAsync(port, $"?token={page.Token}", "Host: mesh.example.org"));
            await StreamsAndPollsAsync(page, http);
        }
        finally
        {
            Stop(nginx);
        }
    }

    private static async Task StreamsAndPollsAsync(OpenPage page, HttpClient http)
    {
        using CancellationTokenSource limit = new(Patience);
        using HttpResponseMessage stream = await http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using StreamReader lines = new(await stream.Content.ReadAsStreamAsync(limit.Token));
        await UntilAsync(lines, "event: ready", limit.Token);
        await page.Node.SendAsync("lobby", "as it happens", MessageKind.Text, limit.Token);
        Assert.Contains("as it happens", await UntilAsync(lines, "data: {\"event\":\"message\"", limit.Token), StringComparison.Ordinal);

        JsonElement first = JsonDocument.Parse(await http.GetStringAsync("events/poll", limit.Token)).RootElement;
        Task<string> poll = http.GetStringAsync($"events/poll?wait=20&after={first.GetProperty("next").GetString()}", limit.Token);
        await page.Node.SendAsync("lobby", "by poll", MessageKind.Text, limit.Token);
        Assert.Contains("by poll", await poll, StringComparison.Ordinal);
    }

    private static async Task<string> UntilAsync(StreamReader lines, string part, CancellationToken cancellationToken)
    {
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The stream ended before '{part}' came.");
    }

    private static HttpClient Through(int port)
    {
        HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = Patience * 3 };
        http.DefaultRequestHeaders.Host = "mesh.example.org";
        return http;
    }

    /// <summary>The configuration as documented, with ports of this test.</summary>
    private string Documented(int port, int pagePort)
    {
        string server = Regex.Match(File.ReadAllText(RepositoryFiles.PathOf("docs/nginx.md")), "```nginx\n(.*?)```", RegexOptions.Singleline).Groups[1].Value
            .Replace("listen 80;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("127.0.0.1:6375", $"127.0.0.1:{pagePort}", StringComparison.Ordinal);
        string folder = _folder.Path;
        return $$"""
            daemon off;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                {{server}}
            }
            """;
    }

    private async Task<Process> StartAsync(string configuration, int port)
    {
        string path = Path.Combine(_folder.Path, "nginx.conf");
        await File.WriteAllTextAsync(path, configuration, TestContext.Current.CancellationToken);
        string program = ((string[])["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"]).FirstOrDefault(File.Exists) ?? "nginx";
        ProcessStartInfo start = new(program, ["-p", _folder.Path, "-c", path]) { RedirectStandardError = true };
        Process nginx;
        try
        {
            nginx = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"nginx is needed: {missing.Message}");
            throw;
        }

        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            Assert.False(nginx.HasExited, nginx.HasExited ? await nginx.StandardError.ReadToEndAsync(limit.Token) : string.Empty);
            using TcpClient probe = new();
            try
            {
                await probe.ConnectAsync("127.0.0.1", port, limit.Token);
                return nginx;
            }
            catch (SocketException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    /// <summary>With its workers: they end when the master does.</summary>
    private static void Stop(Process nginx)
    {
        nginx.Kill(entireProcessTree: true);
        nginx.WaitForExit();
    }
}
