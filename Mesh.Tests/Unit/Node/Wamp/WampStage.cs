using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>A router without transport over a mesh in memory, and clients that speak JSON to it.</summary>
internal sealed class WampStage : IAsyncDisposable
{
    private readonly List<WampClient> _clients = [];

    public WampStage(WampOptions? options = null, FakeMesh? mesh = null)
    {
        Realm = (mesh ?? new FakeMesh()).AddNode();
        Router = new WampRouter(Realm, Node, options ?? new WampOptions { Time = Time });
    }

    public ManualTime Time { get; } = new();

    public FakeChatNode Node { get; } = new();

    public FakeRealm Realm { get; }

    public WampRouter Router { get; }

    /// <summary>A client that has said nothing yet.</summary>
    public WampClient Connect(WampRole visitor = WampRole.Owner, WampSerialization? serialization = null)
    {
        WampClient client = new(Router.TryOpen(serialization ?? WampSerialization.Json, visitor)!);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client whose session is open.</summary>
    public async Task<WampClient> JoinAsync()
    {
        WampClient client = Connect();
        await client.JoinAsync();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WampClient client in _clients)
        {
            await client.Session.CloseAsync();
        }

        await Router.DisposeAsync();
    }
}
