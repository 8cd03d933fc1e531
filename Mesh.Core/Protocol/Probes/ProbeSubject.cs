namespace Mesh.Protocol.Probes;

/// <summary>What a probe asks about; the values travel. A subject that a node does not know is answered as if nothing were known of it.</summary>
internal enum ProbeSubject : byte
{
    /// <summary>Nothing: only whether the probe arrives.</summary>
    None = 0,

    /// <summary>The way to a peer from the node that is asked.</summary>
    Peer = 1,

    /// <summary>The way of a message to the node that is asked.</summary>
    Message = 2,
}
