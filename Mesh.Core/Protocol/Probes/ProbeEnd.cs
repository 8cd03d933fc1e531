namespace Mesh.Protocol.Probes;

/// <summary>How a probe ended.</summary>
internal enum ProbeEnd
{
    /// <summary>The node that was asked answered.</summary>
    Answered,

    /// <summary>Nobody of that identity is in the mesh, or it left.</summary>
    Gone,

    /// <summary>It is known, but no way leads there now.</summary>
    NoRoute,

    /// <summary>The probe left, and no answer came in time.</summary>
    TimedOut,

    /// <summary>Too many probes, or too much else, waits at this node.</summary>
    TooMany,
}
