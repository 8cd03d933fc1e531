using System.Security.Cryptography;
using Mesh.Discovery;
using Mesh.Identity;

namespace Mesh.Hosting;

/// <summary>The parts of a node that tests and the simulator exchange: over in-memory links, without discovery, with foreseeable choices.</summary>
internal sealed record MeshNodeParts
{
    /// <summary>Opens the listener and the dialer of the node that owns the key.</summary>
    public Func<NodeKey, MeshOptions, NodeTransports> Transports { get; init; } = RealParts.Transports;

    /// <summary>Makes the discovery; the list holds the endpoints remembered from earlier runs.</summary>
    public Func<MeshOptions, IReadOnlyList<RememberedEndPoint>, IPeerDiscovery> Discovery { get; init; } = RealParts.Discovery;

    /// <summary>The key of a node without data folder.</summary>
    public Func<NodeKey> Key { get; init; } = NodeKey.Create;

    /// <summary>Where all the node's tasks run, one at a time; null: on the thread pool. With one, what the application waits for ends in its own context too.</summary>
    public SynchronizationContext? Context { get; init; }

    /// <summary>Measures the limit of a stop, which holds also where the application's clock stands still. A simulation's clock never does while somebody waits.</summary>
    public TimeProvider StopClock { get; init; } = TimeProvider.System;

    /// <summary>Draws the seed of the machine's choices.</summary>
    public Func<ulong> Seed { get; init; } = () => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
