using Mesh.Protocol;

namespace Mesh.Simulator.Network;

/// <summary>What the programs of one run share.</summary>
internal sealed record ProgramParts
{
    /// <summary>How the nodes are set up.</summary>
    public required NodeSpec Spec { get; init; }

    /// <summary>The nodes' keys.</summary>
    public required Keyring Keys { get; init; }

    /// <summary>Signs and verifies.</summary>
    public required ISignatures Signatures { get; init; }

    /// <summary>The nodes' addresses.</summary>
    public AddressBook Addresses { get; } = new();

    /// <summary>The bundles that the nodes hold.</summary>
    public required BundlePool Bundles { get; init; }

    /// <summary>The outbox of whichever machine is called; one for all, since one call runs at a time.</summary>
    public required MeshOutbox Outbox { get; init; }

    /// <summary>Memory for one frame that is put together, likewise.</summary>
    public required byte[] FrameMemory { get; init; }

    /// <summary>The network that all nodes are in.</summary>
    public required Digest NetworkHash { get; init; }
}
