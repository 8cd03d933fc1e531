using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>A client of a server that passes events on: a WebSocket, how it speaks, and what it got. One publisher at a time.</summary>
internal sealed class EventClient : IAsyncDisposable
{
    private const int FrameRoom = 256;
    private const int AnswerShown = 200;

    private readonly ClientWebSocket _socket;
    private readonly HttpMessageInvoker _invoker;
    private readonly IEventForm _form;
    private readonly byte[] _received = new byte[128 << 10];
    private byte[] _frame = new byte[1024];
    private Task _reading = Task.CompletedTask;

    private EventClient(ClientWebSocket socket, HttpMessageInvoker invoker, IEventForm form)
    {
        _socket = socket;
        _invoker = invoker;
        _form = form;
    }

    /// <summary>What came.</summary>
    public StampTally Tally { get; } = new();

    private WebSocketMessageType MessageType => _form.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>Connects and opens.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="form">How the client speaks.</param>
    /// <param name="subscribes">Whether it subscribes.</param>
    /// <param name="receiveBytes">Bytes that its system takes in before it reads; 0: as the system likes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BenchFault">The server does not answer as it should.</exception>
    public static async Task<EventClient> OpenAsync(Uri server, IEventForm form, bool subscribes, int receiveBytes, CancellationToken cancellationToken)
    {
        ClientWebSocket socket = new();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        if (form.SubProtocol is { } protocol)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        HttpMessageInvoker invoker = new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (request, token) => ConnectAsync(request.DnsEndPoint.Host, request.DnsEndPoint.Port, receiveBytes, token),
        });
        EventClient client = new(socket, invoker, form);
        try
        {
            await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = form.Path }.Uri, invoker, cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> word in form.Opening(subscribes))
            {
                await socket.SendAsync(word, client.MessageType, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                ReadOnlyMemory<byte> answer = await client.ReceiveAsync(cancellationToken).ConfigureAwait(false);
                if (!form.IsGood(answer.Span))
                {
                    throw new BenchFault($"{form.Path} of {server} answered '{Encoding.UTF8.GetString(answer.Span[..Math.Min(AnswerShown, answer.Length)])}'");
                }
            }
        }
        catch (WebSocketException fault)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw new BenchFault($"{form.Path} of {server} takes no WebSocket: {fault.Message}");
        }

        return client;
    }

    /// <summary>Begins to read and count.</summary>
    public void Read() => _reading = ReadAsync();

    /// <summary>Publishes an event with a stamp of now.</summary>
    public ValueTask PublishAsync(uint series, uint number, int bytes)
    {
        if (_frame.Length < bytes + FrameRoom)
        {
            _frame = new byte[bytes + FrameRoom];
        }

        int length = _form.Publish(_frame, bytes, new Stamp(series, number, Stopwatch.GetTimestamp()));
        return _socket.SendAsync(_frame.AsMemory(0, length), MessageType, endOfMessage: true, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _invoker.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(string host, int port, int receiveBytes, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes > 0)
        {
            socket.ReceiveBufferSize = receiveBytes;
        }

        await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { IsEmpty: false } frame)
            {
                Tally.Note(frame.Span);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits for what did not come says so.
            return;
        }
    }

    /// <summary>The next whole message; empty when the server closed. The memory is valid until the next call.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        int used = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(_received.AsMemory(used), cancellationToken).ConfigureAwait(false);
            used += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return default;
            }

            if (received.EndOfMessage)
            {
                return _received.AsMemory(0, used);
            }
        }
    }
}
