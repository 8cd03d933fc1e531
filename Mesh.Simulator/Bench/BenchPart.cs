namespace Mesh.Simulator.Bench;

/// <summary>What the bench can measure, in the order in which it does.</summary>
internal enum BenchPart
{
    /// <summary>Encoding and decoding of bundles.</summary>
    Codec,

    /// <summary>Signing and verifying.</summary>
    Sign,

    /// <summary>One link between two processes.</summary>
    Link,

    /// <summary>Chains of 2, 3 and 5 node processes.</summary>
    Chain,

    /// <summary>16 node processes.</summary>
    Mesh,

    /// <summary>Events and calls between node processes.</summary>
    Topics,

    /// <summary>The WAMP router of the command <c>mesh</c>, beside SignalR.</summary>
    Wamp,

    /// <summary>The simulator's own speed.</summary>
    Simulator,
}
