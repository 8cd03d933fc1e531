namespace Mesh.Simulator.Bench.Wires;

/// <summary>What carries messages between two processes.</summary>
internal enum WireKind
{
    /// <summary>TCP with messages of a length that both sides know.</summary>
    Tcp,

    /// <summary>WebSocket over TCP.</summary>
    WebSocket,

    /// <summary>WebSocket over TLS, the accepting side showing a certificate.</summary>
    SecureWebSocket,

    /// <summary>A node's link: WebSocket over TLS, both sides proving their key.</summary>
    Link,
}
