using System.Net;
using System.Net.Sockets;
using Mesh.Node.Api;
using Mesh.Node.Configuration;
using Mesh.Node.Guests;
using Mesh.Node.Journal;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;
using Mesh.Tests.Unit.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Integration.Web;

/// <summary>A page on loopback in front of a node without network.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly ApiHost _api;

    private OpenPage(FakeChatNode node, PageRealm realm, ApiHost api, PageServer server, int port)
    {
        Node = node;
        Realm = realm;
        _api = api;
        Server = server;
        Port = port;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri($"http://localhost:{port}/") };
    }

    public FakeChatNode Node { get; }

    public PageRealm Realm { get; }

    public PageServer Server { get; }

    public int Port { get; }

    public HttpClient Http { get; }

    public string Token => Server.Places.Token.Text;

    public static async Task<OpenPage> StartAsync(
        Func<PageSettings, PageSettings>? settings = null,
        Func<PageParts, PageParts>? parts = null,
        FakeChatNode? node = null,
        JournalLimits? journal = null)
    {
        FakeChatNode chat = node ?? new FakeChatNode();
        PageRealm realm = new();
        int port = FreePort();
        PageSettings chosen = new() { Port = port };
        ApiHost api = ApiHost.Start(chat, realm, new NoWifi(), TimeProvider.System, journal);
        PageParts made = new()
        {
            Settings = settings?.Invoke(chosen) ?? chosen,
            Api = api.Node,
            DataFolder = null,
            Logs = NullLoggerFactory.Instance,
        };
        PageServer server = await PageServer.StartAsync(parts?.Invoke(made) ?? made, TestContext.Current.CancellationToken);
        return new OpenPage(chat, realm, api, server, made.Settings.Port ?? port);
    }

    public static int FreePort()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>Asks with headers, given as "Name: value".</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Response)> AskAsync(HttpMethod method, string path, string? body = null, string type = "application/json", params string[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, type);
        }

        foreach (string header in headers)
        {
            int colon = header.IndexOf(": ", StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public async Task<string> GetAsync(string path, params string[] headers) => (await AskAsync(HttpMethod.Get, path, headers: headers)).Body;

    public async Task<string> CommandAsync(string json, params string[] headers) => (await AskAsync(HttpMethod.Post, "commands", json, headers: headers)).Body;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        await _api.DisposeAsync();
        await Node.DisposeAsync();
    }
}
