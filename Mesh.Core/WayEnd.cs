namespace Mesh;

/// <summary>How a ping or a trace ended.</summary>
public enum WayEnd
{
    /// <summary>It came to the peer, or to the message's author.</summary>
    Reached,

    /// <summary>Nobody of that identity is in the mesh, or it left.</summary>
    NotHere,

    /// <summary>The peer is known, but no way leads on from where it was looked for last.</summary>
    NoRoute,

    /// <summary>No answer came within two seconds. Nodes answer a limited number of questions in a second.</summary>
    TimedOut,

    /// <summary>A trace of a message came to a node that does not remember it.</summary>
    NotRemembered,

    /// <summary>A trace came to where it had been.</summary>
    Loop,

    /// <summary>Too many questions, or too much else, waits at this node.</summary>
    TooMany,
}
