namespace Mesh.Node.Wamp;

/// <summary>Where a session is in its life (WAMP, basic profile, "Sessions").</summary>
internal enum SessionState
{
    /// <summary>HELLO is awaited.</summary>
    Opening,

    /// <summary>AUTHENTICATE is awaited.</summary>
    Challenged,

    /// <summary>WELCOME was sent.</summary>
    Open,

    /// <summary>It is over; what waits still leaves.</summary>
    Ended,
}
