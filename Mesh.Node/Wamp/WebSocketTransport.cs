using System.Net.WebSockets;
using Mesh.Node.Diagnostics;

namespace Mesh.Node.Wamp;

/// <summary>A session over a WebSocket: one loop reads, one writes, and the session ends with either.</summary>
internal sealed class WebSocketTransport
{
    private const int ReadBytesMin = 8 * 1024;
    private const int ReadBytesKept = 64 * 1024;

    private readonly WampRouter _router;
    private readonly WampSession _session;
    private readonly WebSocket _socket;
    private readonly CorkedStream _stream;
    private byte[] _buffer = new byte[ReadBytesMin];

    public WebSocketTransport(WampRouter router, WampSession session, WebSocket socket, CorkedStream stream)
    {
        _router = router;
        _session = session;
        _socket = socket;
        _stream = stream;
    }

    private WebSocketMessageType MessageType => _session.Serialization.IsJson ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>Serves the session until it or the connection ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A client that reads nothing would keep the last messages, and so its connection, for ever.
        using CancellationTokenRegistration ending = _session.Ended.Register(() => cut.CancelAfter(WampLimits.FlushTime));
        Task writing = WriteAsync(cut);
        await ReadAsync(cut.Token);
        await _session.CloseAsync();
        cut.CancelAfter(WampLimits.ClosingTime);
        await writing;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveAsync(cancellationToken) is { } message)
            {
                await HandleAsync(message);
                if (_buffer.Length > ReadBytesKept)
                {
                    _buffer = new byte[ReadBytesMin];
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            WampLog.ConnectionEnded(_router.Options.Logger, fault.Message);
        }
    }

    /// <summary>The next whole message; null when the client closes.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (length > WampLimits.MessageBytesMax)
            {
                // What is left of the message is read and passed over until the closing cuts it off, so that the client sees why.
                _session.RefuseSize();
                length = 0;
            }

            if (received.EndOfMessage)
            {
                if (received.MessageType != MessageType)
                {
                    _session.Violate($"Messages of {_session.Serialization.Name} are {MessageType.ToString().ToLowerInvariant()} messages of the WebSocket.");
                }

                return _buffer.AsMemory(0, length);
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> wire)
    {
        if (!_session.Serialization.IsBatched)
        {
            await _session.HandleAsync(wire);
            return;
        }

        do
        {
            if (!MessageBatch.TryTake(ref wire, _session.Serialization.IsJson, out ReadOnlyMemory<byte> message))
            {
                _session.Violate("A batch is at least one message, none of them cut off.");
                return;
            }

            await _session.HandleAsync(message);
        }
        while (!wire.IsEmpty);
    }

    /// <summary>Sends what the session has to say to its end; then the client has a moment to close as well.</summary>
    private async Task WriteAsync(CancellationTokenSource cut)
    {
        try
        {
            List<ReadOnlyMemory<byte>> batch = [];
            while (await _session.Outgoing.WaitAsync(cut.Token))
            {
                _session.Outgoing.Take(batch, WampLimits.WriteBytesMax);
                await SendAsync(batch, cut.Token);
                batch.Clear();
                _session.TellDropped();
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cut.Token);
            cut.CancelAfter(WampLimits.ClosingTime);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            WampLog.ConnectionEnded(_router.Options.Logger, fault.Message);
            _socket.Abort();
        }
    }

    private async Task SendAsync(List<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
    {
        if (_session.Serialization.IsBatched)
        {
            await _socket.SendAsync(MessageBatch.Pack(batch, _session.Serialization.IsJson), MessageType, endOfMessage: true, cancellationToken);
            return;
        }

        for (int i = 0; i < batch.Count; i++)
        {
            // The last one takes all those before it along.
            _stream.IsCorked = i < batch.Count - 1;
            await _socket.SendAsync(batch[i], MessageType, endOfMessage: true, cancellationToken);
        }
    }
}
