using System.Net;
using System.Net.Sockets;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Conformance.Links;

internal sealed class WebSocketPair : LinkPair
{
    private readonly WebSocketListener _listener;
    private readonly Socket _silent = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public WebSocketPair(WebSocketOptions? listening = null, WebSocketOptions? dialling = null)
    {
        _listener = WebSocketListener.Start(ListeningCertificate.Certificate, (listening ?? new()) with { PreferredPort = 0 }, NullLogger.Instance);
        Dialer = new WebSocketDialer(DiallingCertificate.Certificate, dialling ?? new(), NullLogger.Instance);

        // Bound but not listening: nobody else can take the port meanwhile.
        _silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public WebSocketListener WebSocketListener => _listener;

    public override ILinkListener Listener => _listener;

    public override ILinkDialer Dialer { get; }

    public override ILinkDialer DialerOfListener => new WebSocketDialer(ListeningCertificate.Certificate, new(), NullLogger.Instance);

    public override LinkAddress Address => new(new IPEndPoint(IPAddress.Loopback, _listener.Port), null);

    public override LinkAddress Nowhere => new((IPEndPoint)_silent.LocalEndPoint!, null);

    public override async ValueTask DisposeAsync()
    {
        _silent.Dispose();
        await base.DisposeAsync();
    }
}
