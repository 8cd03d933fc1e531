using System.Collections.Concurrent;
using System.Net;

namespace Mesh.Transports.InMemory;

/// <summary>A network inside this process: whoever listens in it can be dialled in it. Thread-safe, without a clock.</summary>
internal sealed class InMemoryNetwork
{
    private const int FirstAddress = 10 << 24;

    private readonly ConcurrentDictionary<IPEndPoint, InMemoryListener> _listeners = new();
    private readonly ConcurrentDictionary<PeerId, IPEndPoint> _homes = new();
    private int _homeCount;

    /// <summary>Starts to accept links for a node, at an address of its own.</summary>
    /// <param name="node">Who listens, and the binding it shows.</param>
    /// <exception cref="InvalidOperationException">The node listens already.</exception>
    public InMemoryListener Listen(LinkKey node)
    {
        InMemoryListener listener = new(this, node, HomeOf(node.Peer));
        return _listeners.TryAdd(listener.EndPoint, listener) ? listener : throw new InvalidOperationException($"{node.Peer} listens already.");
    }

    /// <summary>A dialler for a node.</summary>
    /// <param name="node">Who dials, and the binding it shows.</param>
    public InMemoryDialer DialerOf(LinkKey node) => new(this, node);

    /// <summary>Where the node is; each has one address for good, from 10.0.0.1 on.</summary>
    internal IPEndPoint HomeOf(PeerId node) => _homes.GetOrAdd(node, _ => new IPEndPoint(
        new IPAddress(unchecked((uint)IPAddress.HostToNetworkOrder(FirstAddress + Interlocked.Increment(ref _homeCount)))),
        LinkOptions.PreferredPort));

    /// <summary>Who listens there, or null.</summary>
    internal InMemoryListener? Find(IPEndPoint endPoint) => _listeners.GetValueOrDefault(endPoint);

    /// <summary>Nobody listens there any more.</summary>
    internal void Forget(InMemoryListener listener) => _listeners.TryRemove(new(listener.EndPoint, listener));
}
