namespace Mesh.Protocol.Probes;

/// <summary>How a walk from node to node ended.</summary>
internal enum WalkEnd
{
    /// <summary>It goes on.</summary>
    Open,

    /// <summary>It came to where it was meant to.</summary>
    Reached,

    /// <summary>The next node is not in the mesh any more.</summary>
    Gone,

    /// <summary>The last node knows no way on, or no way leads to it.</summary>
    NoRoute,

    /// <summary>The last node did not answer, twice.</summary>
    TimedOut,

    /// <summary>The last node does not remember the message.</summary>
    NotRemembered,

    /// <summary>It came to where it had been, or crossed more links than any way has.</summary>
    Loop,

    /// <summary>Too much waits at this node.</summary>
    TooMany,
}
