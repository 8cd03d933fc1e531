using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Simulator.Bench.Wires;

/// <summary>Opens wires of every kind on loopback.</summary>
internal static class WireOpener
{
    /// <summary>Dials a wire.</summary>
    public static async Task<IWire> DialAsync(WireKind kind, int port, CancellationToken cancellationToken)
    {
        IPEndPoint endPoint = new(IPAddress.Loopback, port);
        if (kind == WireKind.Link)
        {
            NodeKey key = NodeKey.Create();
            NodeCertificate certificate = NodeCertificate.Create(key);
            WebSocketDialer dialer = new(certificate.Certificate, new WebSocketOptions(), NullLogger.Instance);
            return new LinkWire(await dialer.DialAsync([new LinkAddress(endPoint, null)], null, cancellationToken).ConfigureAwait(false), certificate, key);
        }

        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        return await OverAsync(kind, socket, certificate: null).ConfigureAwait(false);
    }

    /// <summary>Accepts one wire, having told where.</summary>
    public static async Task<IWire> AcceptAsync(WireKind kind, Action<int> tellPort)
    {
        NodeKey key = NodeKey.Create();
        NodeCertificate certificate = NodeCertificate.Create(key);
        if (kind == WireKind.Link)
        {
            WebSocketListener links = WebSocketListener.Start(certificate.Certificate, new WebSocketOptions { PreferredPort = IPEndPoint.MinPort, LoopbackOnly = true }, NullLogger.Instance);
            tellPort(links.Port);
            return new LinkWire(await links.AcceptAsync(CancellationToken.None).ConfigureAwait(false), certificate, key);
        }

        using TcpListener listener = new(IPAddress.Loopback, IPEndPoint.MinPort);
        listener.Start();
        tellPort(((IPEndPoint)listener.LocalEndpoint).Port);
        Socket socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
        socket.NoDelay = true;
        return await OverAsync(kind, socket, certificate).ConfigureAwait(false);
    }

    /// <summary>Puts the kind's layers over a socket; with a certificate as the accepting side.</summary>
    private static async Task<IWire> OverAsync(WireKind kind, Socket socket, NodeCertificate? certificate)
    {
        if (kind == WireKind.Tcp)
        {
            return new TcpWire(socket);
        }

        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (kind == WireKind.SecureWebSocket)
        {
            SslStream secured = new(stream);
            stream = secured;
            if (certificate is null)
            {
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "bench", RemoteCertificateValidationCallback = (_, _, _, _) => true }).ConfigureAwait(false);
            }
            else
            {
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate.Certificate }).ConfigureAwait(false);
            }
        }

        return new WebSocketWire(WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = certificate is not null, KeepAliveInterval = Timeout.InfiniteTimeSpan }));
    }
}
