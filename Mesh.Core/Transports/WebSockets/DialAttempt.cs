using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>
/// Leads from one address to a link: TCP, TLS, a look at the peer's key, the upgrade. TLS is made before <see cref="ClientWebSocket"/> sees the connection,
/// so that nothing is said to a peer of another key and the bytes are counted below TLS.
/// </summary>
internal sealed class DialAttempt
{
    private const int ResponseHeadKilobytesMax = 8;

    /// <summary>The stream is given, so this only fills the Host field; "ws" because TLS is done.</summary>
    private static readonly Uri Target = new($"ws://{TlsPolicy.TargetHost}{UpgradeRequest.Path}");

    private readonly LinkKey _local;
    private readonly SslClientAuthenticationOptions _tls;
    private readonly WebSocketOptions _options;
    private readonly ILogger _logger;

    /// <summary>Creates the attempt; it may run many times, also at once.</summary>
    public DialAttempt(X509Certificate2 certificate, WebSocketOptions options, ILogger logger)
    {
        _local = LinkKey.Own(certificate);
        _tls = TlsPolicy.ForDialer(certificate, options.Protocols);
        _options = options;
        _logger = logger;
    }

    /// <summary>Dials one address.</summary>
    /// <exception cref="LinkException">It led to no link.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ILink> RunAsync(LinkAddress address, PeerId? expected, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_options.DialTime, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            ILink link = await DialAsync(address, expected, both.Token).ConfigureAwait(false);
            _logger.LinkDialled(link.Peer, address);
            return link;
        }
        catch (Exception fault) when (both.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Logged(address, DialFault.TimedOut(address, fault));
        }
        catch (LinkException fault)
        {
            throw Logged(address, fault);
        }
    }

    private async Task<ILink> DialAsync(LinkAddress address, PeerId? expected, CancellationToken cancellationToken)
    {
        Socket socket = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        address = WithInterface(address, socket);
        CountingStream wire = new(new NetworkStream(socket, ownsSocket: true));
        SslStream secured = new(wire);
        try
        {
            await secured.AuthenticateAsClientAsync(_tls, cancellationToken).ConfigureAwait(false);
            LinkKey key = Check(address, expected, secured);
            return await UpgradeAsync(address, key, wire, secured, cancellationToken).ConfigureAwait(false);
        }
        catch (LinkException)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        catch (Exception fault) when (DialFault.IsExpected(fault) || fault is OperationCanceledException)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw fault is OperationCanceledException ? fault : DialFault.OfHandshake(address, fault);
        }
    }

    /// <summary>An address that a person gave names no interface; once connected, our own end tells which it is.</summary>
    private static LinkAddress WithInterface(LinkAddress address, Socket socket) =>
        address.Interface is null && socket.LocalEndPoint is IPEndPoint local
            ? address with { Interface = new InterfaceTable().NameOf(local.Address) }
            : address;

    private async Task<Socket> ConnectAsync(LinkAddress address, CancellationToken cancellationToken)
    {
        Socket socket = new(address.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            LinuxSocket.PreferLatency(socket);
            BindToInterface(socket, address);
            await socket.ConnectAsync(address.EndPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw DialFault.OfConnect(address, fault, OperatingSystem.IsMacOS());
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An own address is reached by the loopback interface, so it is left to routing.</summary>
    private void BindToInterface(Socket socket, LinkAddress address)
    {
        IPAddress ip = address.EndPoint.Address;
        if (!OperatingSystem.IsLinux() || address.Interface is null || ip.AddressFamily != AddressFamily.InterNetwork)
        {
            return;
        }

        InterfaceTable interfaces = new();
        if (!interfaces.IsAmbiguous(ip) || interfaces.IsOwn(ip))
        {
            return;
        }

        if (!LinuxSocket.BindToDevice(socket, address.Interface))
        {
            _logger.BindToDeviceFailed(address.Interface, address.EndPoint);
        }
    }

    private LinkKey Check(LinkAddress address, PeerId? expected, SslStream secured)
    {
        if (!TlsPolicy.Allows(secured))
        {
            throw new LinkException(LinkFailure.NotMesh, $"{address} is no Mesh node (it negotiated {secured.SslProtocol} with {secured.NegotiatedCipherSuite}).");
        }

        if (!LinkKey.TryRead(secured.RemoteCertificate, out LinkKey? key, out string? fault))
        {
            throw new LinkException(LinkFailure.NotMesh, $"{address} is no Mesh node ({fault}).");
        }

        if (key.Peer == _local.Peer)
        {
            throw DialFailure.Self(address);
        }

        return expected is null || key.Peer == expected
            ? key
            : throw DialFailure.WrongPeer(address, key.Peer, expected.Value);
    }

    private async Task<ILink> UpgradeAsync(LinkAddress address, LinkKey key, CountingStream wire, SslStream secured, CancellationToken cancellationToken)
    {
        HttpMessageInvoker invoker = new(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxResponseHeadersLength = ResponseHeadKilobytesMax,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(secured),
        });
        ClientWebSocket socket = new();
        socket.Options.AddSubProtocol(UpgradeRequest.Subprotocol);
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(Target, invoker, cancellationToken).ConfigureAwait(false);
            bool extended = socket.HttpResponseHeaders?.ContainsKey("Sec-WebSocket-Extensions") ?? false;
            if (socket.SubProtocol == UpgradeRequest.Subprotocol && !extended)
            {
                LinkEnds ends = new(key, _local.Binding, true, address);
                return new WebSocketLink(socket, wire, invoker, ends, _options.TimeProvider, _logger);
            }

            throw new LinkException(LinkFailure.NotMesh, $"{address} is no Mesh node (it does not speak {UpgradeRequest.Subprotocol}, or adds to it).");
        }
        catch (Exception fault)
        {
            int status = (int)socket.HttpStatusCode;
            IEnumerable<string>? reasons = null;
            socket.HttpResponseHeaders?.TryGetValue(UpgradeResponse.ReasonField, out reasons);
            socket.Dispose();
            invoker.Dispose();
            if (fault is WebSocketException or HttpRequestException && !cancellationToken.IsCancellationRequested)
            {
                throw DialFault.OfUpgrade(address, status, reasons?.FirstOrDefault(), fault);
            }

            throw;
        }
    }

    private LinkException Logged(LinkAddress address, LinkException fault)
    {
        _logger.DialFailed(address, fault.Failure, fault.Message);
        return fault;
    }
}
