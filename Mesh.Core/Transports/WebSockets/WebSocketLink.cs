using System.Buffers;
using System.Net.WebSockets;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>A link over a WebSocket whose TLS handshake and upgrade are done. Owns everything below it.</summary>
internal sealed class WebSocketLink : ILink
{
    /// <summary>Room for what usually comes; larger messages borrow room while they last.</summary>
    private const int UsualBytes = 8192;

    /// <summary>An endless message of empty fragments would otherwise keep a reader busy for nothing.</summary>
    private const int EmptyFragmentsMax = 64;

    private readonly WebSocket _socket;
    private readonly CountingStream _stream;
    private readonly IDisposable? _owned;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly byte[] _usual = new byte[UsualBytes];
    private byte[]? _borrowed;
    private int _closing;
    private int _disposed;
    private bool _peerClosed;

    /// <summary>Takes over a WebSocket that stands.</summary>
    /// <param name="socket">The WebSocket.</param>
    /// <param name="stream">The counting stream below TLS.</param>
    /// <param name="owned">What else lives as long as the link, or null.</param>
    /// <param name="ends">Who is at the ends, and where.</param>
    /// <param name="time">The clock of closing.</param>
    /// <param name="logger">Where the link's faults are told.</param>
    public WebSocketLink(WebSocket socket, CountingStream stream, IDisposable? owned, LinkEnds ends, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _stream = stream;
        _owned = owned;
        _time = time;
        _logger = logger;
        Peer = ends.Remote.Peer;
        PeerKey = ends.Remote.PublicKey;
        RemoteBinding = ends.Remote.Binding;
        LocalBinding = ends.LocalBinding;
        IsInitiator = ends.IsInitiator;
        Remote = ends.Address;
    }

    /// <inheritdoc/>
    public PeerId Peer { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PeerKey { get; }

    /// <inheritdoc/>
    public bool IsInitiator { get; }

    /// <inheritdoc/>
    public Digest LocalBinding { get; }

    /// <inheritdoc/>
    public Digest RemoteBinding { get; }

    /// <inheritdoc/>
    public LinkAddress Remote { get; }

    /// <inheritdoc/>
    public long ReceivedBytes => _stream.ReceivedBytes;

    /// <inheritdoc/>
    public long SentBytes => _stream.SentBytes;

    /// <inheritdoc/>
    public string CloseReason { get; private set; } = "";

    private byte[] Buffer => _borrowed ?? _usual;

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (message.Length > LinkLimits.MessageBytesMax)
        {
            throw new ArgumentException($"A message takes at most {LinkLimits.MessageBytesMax} bytes; this one has {message.Length}.", nameof(message));
        }

        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsLinkFault(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Broken(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        ReturnBorrowed();
        if (_peerClosed)
        {
            return null;
        }

        try
        {
            return await ReceiveMessageAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsLinkFault(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _closing) != 0 && Volatile.Read(ref _disposed) == 0)
            {
                return null;
            }

            throw fault is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.HeaderError or WebSocketError.InvalidMessageType }
                ? new LinkException(LinkFailure.Violation, $"{Remote} broke the rules of WebSocket: {fault.Message}", fault)
                : Broken(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync(string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            await CloseWithinLimitAsync(WebSocketCloseStatus.NormalClosure, reason).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Abort ends what still waits on the WebSocket; nothing here waits for the peer.
        _socket.Abort();
        _socket.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
        _owned?.Dispose();
    }

    private static bool IsLinkFault(Exception fault) =>
        fault is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        int emptyFragments = 0;
        while (true)
        {
            MakeRoom(count);
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(Buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            switch (result.MessageType)
            {
                case WebSocketMessageType.Close:
                    await OnPeerClosedAsync().ConfigureAwait(false);
                    return null;
                case WebSocketMessageType.Text:
                    throw await ViolationAsync(WebSocketCloseStatus.InvalidMessageType, "only binary messages are spoken").ConfigureAwait(false);
            }

            count += result.Count;
            emptyFragments += result.Count == 0 ? 1 : 0;
            if (count > LinkLimits.MessageBytesMax || emptyFragments > EmptyFragmentsMax)
            {
                throw await ViolationAsync(WebSocketCloseStatus.MessageTooBig, $"a message takes at most {LinkLimits.MessageBytesMax} bytes").ConfigureAwait(false);
            }

            if (result.EndOfMessage)
            {
                return Buffer.AsMemory(0, count);
            }
        }
    }

    /// <summary>Doubles the room when it is full, up to one byte over the limit, which tells a message that is too big from one that just fits.</summary>
    private void MakeRoom(int count)
    {
        if (count < Buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(Buffer.Length * 2, LinkLimits.MessageBytesMax + 1));
        Buffer.AsSpan(0, count).CopyTo(larger);
        ReturnBorrowed();
        _borrowed = larger;
    }

    private void ReturnBorrowed()
    {
        if (_borrowed is not null)
        {
            ArrayPool<byte>.Shared.Return(_borrowed);
            _borrowed = null;
        }
    }

    private async ValueTask OnPeerClosedAsync()
    {
        CloseReason = CloseReasonText.Clean(_socket.CloseStatusDescription);
        _peerClosed = true;
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            await CloseWithinLimitAsync(WebSocketCloseStatus.NormalClosure, "").ConfigureAwait(false);
        }
    }

    private async ValueTask<LinkException> ViolationAsync(WebSocketCloseStatus status, string reason)
    {
        Interlocked.Exchange(ref _closing, 1);
        await CloseWithinLimitAsync(status, reason).ConfigureAwait(false);
        return new LinkException(LinkFailure.Violation, $"{Remote} broke the rules of links: {reason}.");
    }

    /// <summary>The whole closing handshake; what the peer still sends is read and dropped, since closing over unread bytes would make TCP discard the reason.</summary>
    private async ValueTask CloseWithinLimitAsync(WebSocketCloseStatus status, string reason)
    {
        using CancellationTokenSource limit = new(LinkLimits.CloseTimeMax, _time);
        try
        {
            await _socket.CloseAsync(status, CloseReasonText.Cut(reason), limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsLinkFault(fault))
        {
            _logger.ClosedOneSided(Remote, fault.Message);

            // The peer does not answer or does not read; a sender that waits for it would wait on.
            _socket.Abort();
        }
    }

    private LinkException Broken(Exception fault) => new(LinkFailure.Broken, $"The link to {Remote} broke: {fault.Message}", fault);
}
