using Mesh.Tests.Integration.Node;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Page;

/// <summary>A real node with its page on loopback, which can be killed and started again at the same places with the same identity.</summary>
internal sealed class PageNode : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string[] _arguments;
    private MeshProcess? _process;

    private PageNode(string name, string network, string[] more)
    {
        Port = MeshProcess.FreePort();
        PagePort = MeshProcess.FreePort();
        _arguments =
        [
            "--json", "--no-mdns", "--interface", "lo", "--name", name, "--network", network, "--data", _folder.Path, "--port", Port, "--page-port", PagePort, .. more,
        ];
    }

    /// <summary>Where it accepts links.</summary>
    public string Port { get; }

    public string PagePort { get; }

    /// <summary>Its page, as it told.</summary>
    public string Url { get; private set; } = string.Empty;

    public MeshProcess Process => _process!;

    /// <summary>Starts a node that dials the others.</summary>
    public static async Task<PageNode> StartAsync(string name, string network, IEnumerable<PageNode> others, params string[] more)
    {
        PageNode node = new(name, network, [.. others.SelectMany(other => new[] { "--peer", $"127.0.0.1:{other.Port}" }), .. more]);
        await node.StartAgainAsync();
        return node;
    }

    /// <summary>Ends it without a goodbye, as a lost battery does.</summary>
    public async Task KillAsync()
    {
        await Process.DisposeAsync();
        _process = null;
    }

    public async Task StartAgainAsync()
    {
        _process = MeshProcess.Start(_arguments);
        Url = (await _process.EventAsync("ready")).GetProperty("page").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
