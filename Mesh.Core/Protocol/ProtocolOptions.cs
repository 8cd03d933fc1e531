using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Protocol;

/// <summary>What the machine is told once, when it is made.</summary>
internal sealed record ProtocolOptions
{
    /// <summary>Who this node is.</summary>
    public required PeerId Self { get; init; }

    /// <summary>This node's SubjectPublicKeyInfo, 91 bytes.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Names the network on the wire.</summary>
    public required Id128 NetworkId { get; init; }

    /// <summary>What signatures are bound to.</summary>
    public required Digest NetworkHash { get; init; }

    /// <summary>Key of the passphrase proofs; empty in an open network.</summary>
    public ReadOnlyMemory<byte> ProofKey { get; init; }

    /// <summary>The port we accept links on, 0 for none; told to neighbours for peer exchange.</summary>
    public int ListenPort { get; init; }

    /// <summary>The node's name at start.</summary>
    public required string Name { get; init; }

    /// <summary>Seed of every choice. From a secure source in a real node, so that nobody can foresee its nonces.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Wall clock at start, milliseconds since 1970-01-01 UTC.</summary>
    public required long WallClockMilliseconds { get; init; }

    /// <summary>Most links at a time.</summary>
    public int LinksMax { get; init; } = 12;

    /// <summary>Makes what spreads bundles; null for the one that nodes ship with. Only the simulator compares it with others.</summary>
    public Func<DisseminationParts, IDissemination>? Dissemination { get; init; }

    /// <summary>Makes a bundle outlive the frame it came in; many machines in one process may share what is equal.</summary>
    public Func<SignedBundle, SignedBundle> Keep { get; init; } = static bundle => bundle.Detach();

    /// <summary>Limits on authors and history.</summary>
    public GossipOptions Gossip { get; init; } = new();

    /// <summary>Whether this node announces its presence; off only where a simulation counts every byte.</summary>
    public bool AnnouncesPresence { get; init; } = true;

    /// <summary>Whether this node tells its neighbours where its other neighbours can be reached.</summary>
    public bool ExchangesPeers { get; init; } = true;

    /// <summary>Messages of which the way to this node is remembered; 0 only where a simulation holds thousands of nodes.</summary>
    public int MessageWaysMax { get; init; } = ProtocolLimits.MessageWaysMax;

    /// <summary>Whether this node pings its links; off only where a simulation counts without it, which then tells the machine itself of links that are dead.</summary>
    public bool WatchesLinks { get; init; } = true;
}
