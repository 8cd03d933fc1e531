using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>A probe of this node that has no answer yet.</summary>
/// <param name="token">Names it on the wire.</param>
/// <param name="asker">Names it towards the application.</param>
/// <param name="peer">Who is asked.</param>
internal sealed class OwnProbe(ulong token, long asker, PeerId peer)
{
    /// <summary>Names it on the wire; random, so that no recorded echo of another run fits.</summary>
    public ulong Token { get; } = token;

    /// <summary>Names it towards the application.</summary>
    public long Asker { get; } = asker;

    /// <summary>Who is asked.</summary>
    public PeerId Peer { get; } = peer;

    /// <summary>What was signed; null until it is.</summary>
    public SignedBundle? Sent { get; set; }

    /// <summary>The attempt that is on its way.</summary>
    public byte Attempt { get; set; }

    /// <summary>When that attempt left.</summary>
    public MeshInstant SentAt { get; set; }
}
