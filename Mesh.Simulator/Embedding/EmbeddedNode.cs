using Mesh.Hosting;
using Mesh.Identity;
using Mesh.Simulator.Network;
using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>One place for a node in a simulated mesh: the same key and address each time the node starts. Belongs to the loop.</summary>
internal sealed class EmbeddedNode
{
    private readonly EventLoop _loop;
    private readonly Ether _ether;
    private readonly MeshOptions _options;
    private readonly MeshRandom _random;
    private readonly int _number;

    /// <summary>Makes a place where no node has started yet.</summary>
    public EmbeddedNode(EventLoop loop, Ether ether, MeshOptions options, MeshRandom random, int number)
    {
        _loop = loop;
        _ether = ether;
        _number = number;
        _random = random;
        using NodeKey key = Keyring.Make(number);
        Station = ether.StationOf(new LinkKey(key.Peer, key.PublicKey, Digest.Of(key.PublicKey.Span)));
        _options = options with { TimeProvider = loop.Clock, Discovery = new DiscoveryOptions { Mdns = true, Guesses = false } };
    }

    /// <summary>Its place in the ether.</summary>
    public Station Station { get; }

    /// <summary>The node that was started last; null before the first.</summary>
    public MeshNode? Node { get; private set; }

    /// <summary>Whether the node runs.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Starts a node here.</summary>
    public async Task<MeshNode> StartAsync()
    {
        _ether.Light(Station);
        MeshNodeParts parts = new()
        {
            Context = _loop.Context,
            StopClock = _loop.Clock,
            Key = () => Keyring.Make(_number),
            Seed = _random.NextUInt64,
            Transports = (_, _) => new NodeTransports(new WireListener(Station), new WireDialer(_ether, Station)),
            Discovery = (_, _) => new EtherDiscovery(_ether, Station),
        };
        Node = await MeshNode.StartAsync(_options, parts, CancellationToken.None);
        IsUp = true;
        return Node;
    }

    /// <summary>Stops the node, with a goodbye.</summary>
    public async Task StopAsync()
    {
        IsUp = false;
        if (Node is MeshNode node)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>Lets the node vanish without a word.</summary>
    public Task CrashAsync()
    {
        _ether.Darken(Station);
        return StopAsync();
    }
}
