using System.ComponentModel;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>
/// Leads one caller from a TCP connection to a link: TLS, the request, the verdict (docs/protocol.md, "Links"). Refusals are told in words over HTTP, never by a TLS alert;
/// who speaks HTTP without TLS is refused in plain words too, and can never get a link, because it has shown no certificate.
/// </summary>
internal sealed class ServerHandshake
{
    private const int LingerBytesMax = 65_536;
    private static readonly TimeSpan LingerTimeMax = TimeSpan.FromMilliseconds(500);

    private readonly LinkKey _local;
    private readonly SslServerAuthenticationOptions _tls;
    private readonly InterfaceTable _interfaces;
    private readonly WebSocketOptions _options;
    private readonly ILogger _logger;

    /// <summary>Creates the handshake; one serves all callers.</summary>
    public ServerHandshake(X509Certificate2 certificate, InterfaceTable interfaces, WebSocketOptions options, ILogger logger)
    {
        _local = LinkKey.Own(certificate);
        _tls = TlsPolicy.ForListener(certificate, options.Protocols);
        _interfaces = interfaces;
        _options = options;
        _logger = logger;
    }

    /// <summary>Runs the handshake. Whatever the caller does wrong ends in null; what this side told it is in the log.</summary>
    /// <param name="caller">The caller; released when a link takes its socket over.</param>
    /// <param name="device">The interface that its socket is bound to, or null.</param>
    public async Task<WebSocketLink?> RunAsync(Caller caller, string? device)
    {
        CountingStream wire = new(new NetworkStream(caller.Socket, ownsSocket: true));
        Stream stream = wire;
        try
        {
            LinuxSocket.PreferLatency(caller.Socket);
            bool isPlain = await StartsLikeHttpAsync(caller).ConfigureAwait(false);
            SslStream? secured = isPlain ? null : new SslStream(wire);
            if (secured is not null)
            {
                stream = secured;
                await secured.AuthenticateAsServerAsync(_tls, caller.Token).ConfigureAwait(false);
            }

            LinkKey? key = Prove(secured, out string? fault);
            caller.IsProven = key is not null;
            UpgradeVerdict verdict = await ReadRequestAsync(stream, caller.Token).ConfigureAwait(false);
            if (verdict.IsUpgrade && key is null)
            {
                verdict = new(UpgradeVerdict.Forbidden, fault!);
            }

            await stream.WriteAsync(UpgradeResponse.Of(verdict), caller.Token).ConfigureAwait(false);
            if (verdict.IsUpgrade)
            {
                caller.Token.ThrowIfCancellationRequested();
                caller.Release();
                return Link(caller, device, wire, stream, key!);
            }

            _logger.CallerRefused(caller.EndPoint, verdict.Status, verdict.Text);
            await LingerAsync(caller, stream).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsCallersFault(fault))
        {
            _logger.CallerFailed(caller.EndPoint, fault.Message);
        }

        await stream.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>What sockets, TLS and parsing throw at whatever comes in.</summary>
    private static bool IsCallersFault(Exception fault) =>
        fault is IOException or SocketException or AuthenticationException or CryptographicException or Win32Exception
            or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    /// <summary>The first byte of a TLS record is 22; that of an HTTP request is a capital letter.</summary>
    private static async Task<bool> StartsLikeHttpAsync(Caller caller)
    {
        byte[] first = new byte[1];
        int count = await caller.Socket.ReceiveAsync(first.AsMemory(), SocketFlags.Peek, caller.Token).ConfigureAwait(false);
        return count == 1 && first[0] is >= (byte)'A' and <= (byte)'Z';
    }

    private static async Task<UpgradeVerdict> ReadRequestAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[RequestHead.HeadBytesMax];
        int count = 0;
        while (count < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The caller hung up before its request was complete.");
            }

            count += read;
            int length = RequestHead.LengthOf(buffer.AsSpan(0, count));
            if (length >= 0)
            {
                UpgradeVerdict verdict = UpgradeRequest.Judge(buffer.AsSpan(0, length));
                return verdict.IsUpgrade && length < count ? new(UpgradeVerdict.BadRequest, "nothing may follow an upgrade before its answer") : verdict;
            }
        }

        return new(UpgradeVerdict.HeadTooLarge, $"a request's head takes at most {RequestHead.HeadBytesMax} bytes");
    }

    private LinkKey? Prove(SslStream? secured, out string? fault)
    {
        if (secured is not null && !TlsPolicy.Allows(secured))
        {
            fault = "links need TLS 1.3, or 1.2 with ECDHE-ECDSA and AES-GCM";
            return null;
        }

        if (!LinkKey.TryRead(secured?.RemoteCertificate, out LinkKey? key, out fault))
        {
            return null;
        }

        if (key.Peer == _local.Peer)
        {
            fault = "this is the node itself, or a copy with its key";
            return null;
        }

        return key;
    }

    private WebSocketLink Link(Caller caller, string? device, CountingStream wire, Stream stream, LinkKey key)
    {
        var local = (IPEndPoint)caller.Socket.LocalEndPoint!;
        // An interface that is younger than the table is read anew.
        LinkAddress address = new(caller.EndPoint, device ?? _interfaces.NameOf(local.Address) ?? new InterfaceTable().NameOf(local.Address));
        var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = UpgradeRequest.Subprotocol,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        });
        return new WebSocketLink(socket, wire, null, new LinkEnds(key, _local.Binding, false, address), _options.TimeProvider, _logger);
    }

    /// <summary>Says that no more comes and drops what the caller still sends: closing over unread bytes would make TCP discard the refusal.</summary>
    private async Task LingerAsync(Caller caller, Stream stream)
    {
        using CancellationTokenSource limit = new(LingerTimeMax, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, caller.Token);
        using CancellationTokenRegistration cut = both.Token.UnsafeRegister(socket => ((Socket)socket!).Dispose(), caller.Socket);
        if (stream is SslStream secured)
        {
            await secured.ShutdownAsync().ConfigureAwait(false);
        }

        caller.Socket.Shutdown(SocketShutdown.Send);
        byte[] dropped = new byte[4096];
        int total = 0;
        while (total < LingerBytesMax)
        {
            int read = await caller.Socket.ReceiveAsync(dropped.AsMemory(), SocketFlags.None, both.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            total += read;
        }
    }
}
