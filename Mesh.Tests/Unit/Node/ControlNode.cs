using Mesh.Node.Api;
using Mesh.Node.Control;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Node;

/// <summary>A control socket in a data folder, with all that a node with a page puts behind it, but no page and no network.</summary>
internal sealed class ControlNode : IAsyncDisposable
{
    private readonly ApiNode _api;
    private readonly ControlServer _server;

    private ControlNode(ApiNode api, ControlServer server, PageRealm realm)
    {
        _api = api;
        _server = server;
        Realm = realm;
    }

    public PageRealm Realm { get; }

    public static ControlNode Start(string folder, bool isOfferedToOthers)
    {
        FakeChatNode node = new();
        PageRealm realm = new();
        EventJournal journal = new(new JournalLimits());
        PageToken token = PageToken.Of(folder: null);
        ApiNode api = new()
        {
            Node = node,
            Realm = realm,
            Journal = journal,
            Topics = new TopicFeed(realm, journal, TimeProvider.System),
            Watch = NodeWatch.Start(node, journal, TimeProvider.System),
            Guests = new GuestBook(TimeProvider.System),
            Places = new PagePlaces("http://localhost:6375/", isOfferedToOthers ? ["http://192.168.49.1:6375/"] : [], token, NeedsToken: false),
            Time = TimeProvider.System,
        };
        string path = ControlPath.Of(folder, _ => null);
        NodeStatus status = NodeStatus.Of(node, folder, path, api.Places.Local);
        return new ControlNode(api, ControlServer.Start(node, api, status, path, TimeProvider.System, NullLogger.Instance), realm);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _api.Topics.DisposeAsync();
        await _api.Watch.DisposeAsync();
    }
}
