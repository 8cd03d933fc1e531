using Mesh.Node.Api;
using Mesh.Node.Control;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Node;

/// <summary>A control socket in a data folder, with all that a node with a page puts behind it, but no page and no network.</summary>
internal sealed class ControlNode : IAsyncDisposable
{
    private readonly ApiHost _host;
    private readonly ControlServer _server;

    private ControlNode(ApiHost host, ControlServer server, PageRealm realm)
    {
        _host = host;
        _server = server;
        Realm = realm;
    }

    public PageRealm Realm { get; }

    public static ControlNode Start(string folder, bool isOfferedToOthers)
    {
        FakeChatNode node = new();
        PageRealm realm = new();
        ApiHost host = ApiHost.Start(node, realm, new NoWifi(), TimeProvider.System);
        PagePlaces places = new("http://localhost:6375/", isOfferedToOthers ? ["http://192.168.49.1:6375/"] : [], PageToken.Of(folder: null), NeedsToken: false);
        string path = ControlPath.Of(folder, _ => null);
        NodeStatus status = NodeStatus.Of(node, folder, path, places.Local);
        return new ControlNode(host, ControlServer.Start(host.Node with { Places = places }, status, path, TimeProvider.System, NullLogger.Instance), realm);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _host.DisposeAsync();
    }
}
