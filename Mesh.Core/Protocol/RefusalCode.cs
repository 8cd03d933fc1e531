namespace Mesh.Protocol;

/// <summary>Why a link is refused or closed by the protocol; the numbers are on the wire (docs/protocol.md, "Handshake").</summary>
internal enum RefusalCode : byte
{
    /// <summary>No reason that the other end needs.</summary>
    None = 0,

    /// <summary>No protocol revision in common.</summary>
    Revision = 1,

    /// <summary>Another network.</summary>
    Network = 2,

    /// <summary>The network is closed and the proof of the passphrase was wrong, or one side is open and the other closed.</summary>
    Passphrase = 3,

    /// <summary>Another link to the same peer serves.</summary>
    Duplicate = 4,

    /// <summary>No room for another link.</summary>
    Full = 5,

    /// <summary>The peer sent what no conforming node sends.</summary>
    Violation = 6,

    /// <summary>The same identity is already here with another incarnation: a copied data folder.</summary>
    Cloned = 7,

    /// <summary>The handshake took too long.</summary>
    Late = 8,

    /// <summary>The peer was silent for too long.</summary>
    Dead = 9,

    /// <summary>The node stops.</summary>
    Goodbye = 10,

    /// <summary>The peer is shunned after too many offences.</summary>
    Shunned = 11,

    /// <summary>The link cannot keep up.</summary>
    Slow = 12,
}
