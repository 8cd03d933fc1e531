using System.Security.Authentication;

namespace Mesh.Transports.WebSockets;

/// <summary>How WebSocket links are accepted and dialled. Immutable.</summary>
internal sealed record WebSocketOptions
{
    /// <summary>The port to accept on; taken means failure. Null: the preferred port, or any free one when that is taken.</summary>
    public int? Port { get; init; }

    /// <summary>The port preferred when none is asked for.</summary>
    public int PreferredPort { get; init; } = LinkOptions.PreferredPort;

    /// <summary>Whether only this machine may call: for measuring nodes of one machine against each other.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>How long a caller may take from its first byte to the end of its request's head, TLS included. Five seconds serve a radio link with several lost segments.</summary>
    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one dialled address may take until its link stands.</summary>
    public TimeSpan DialTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The head start of an address over the next one (RFC 8305, section 5).</summary>
    public TimeSpan DialStagger { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most callers that have not finished their handshake; each costs about 50 kB with its TLS buffers, 3 MB together.</summary>
    public int CallersMax { get; init; } = 64;

    /// <summary>Most of them from one source address.</summary>
    public int CallersPerSourceMax { get; init; } = 16;

    /// <summary>TLS versions offered. A test pins one side.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
