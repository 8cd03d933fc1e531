namespace Mesh.Protocol.Probes;

/// <summary>What the node that was asked knows of the subject; the values travel.</summary>
internal enum EchoFinding : byte
{
    /// <summary>Nothing, or nothing was asked about.</summary>
    Nothing = 0,

    /// <summary>It ends here: this is the peer, or this node wrote the message.</summary>
    Here = 1,

    /// <summary>By the neighbour that the echo names: the next on the way to the peer, or who brought the message.</summary>
    ByNeighbour = 2,
}
