using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Mesh.Node.Api;
using Mesh.Node.Lines;

namespace Mesh.Node.Web;

/// <summary>
/// One WebSocket at /chat. A text that is no JSON object is said in the room, an object is a command; what comes back are events and answers, one a
/// message. Its reader holds a place in the journal, not a queue; answers wait in a short one, and while it is full no command is read.
/// </summary>
internal sealed class ChatSocket
{
    private const int ChunkBytes = 4_096;

    private static readonly TimeSpan ClosePatience = TimeSpan.FromMilliseconds(500);

    private readonly PageContext _page;
    private readonly WebSocket _socket;
    private readonly Channel<string> _answers;
    private readonly string _room;

    public ChatSocket(PageContext page, WebSocket socket, string room)
    {
        _page = page;
        _socket = socket;
        _room = room;
        _answers = Channel.CreateBounded<string>(new BoundedChannelOptions(page.Limits.WaitingLinesMax) { SingleReader = true });
    }

    /// <summary>Takes what is told besides events.</summary>
    public ValueTask WriteAsync(string line, CancellationToken cancellationToken) => _answers.Writer.WriteAsync(line, cancellationToken);

    /// <summary>Serves until the client closes, is lost, breaks the rules, or the token is cancelled, which closes with 1001.</summary>
    public async Task RunAsync(EventReader events, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => stopped.TrySetResult());
        Task writing = WriteAllAsync(events, end.Token);
        Task<WebSocketCloseStatus?> reading = ReadAllAsync(events.Session, end.Token);
        await Task.WhenAny(reading, writing, stopped.Task);

        // A message under way is let to its end, so that the close frame does not fall into its middle.
        await end.CancelAsync();
        if (await IsOverAsync(writing))
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                WebSocketCloseStatus? answer = reading.IsCompleted ? await reading : null;
                await CloseAsync(answer ?? WebSocketCloseStatus.EndpointUnavailable);
            }

            else if (!stopped.Task.IsCompleted)
            {
                // The socket closed itself over a broken rule, or is lost: the end of the connection must not overtake the close frame.
                await Task.Delay(ClosePatience, _page.Api.Time, CancellationToken.None);
            }

            await (await IsOverAsync(reading) ? IsOverAsync(DrainAsync()) : Task.CompletedTask);
        }

        if (!writing.IsCompleted || !reading.IsCompleted)
        {
            _socket.Abort();
        }

        await Task.WhenAll(writing, reading);
    }

    private async Task WriteAllAsync(EventReader events, CancellationToken cancellationToken)
    {
        Task<bool>? answered = null;
        try
        {
            bool isLast = false;
            while (!isLast && _socket.State == WebSocketState.Open)
            {
                // What happened before the end is told before it.
                isLast = cancellationToken.IsCancellationRequested;
                IReadOnlyList<EventLine> lines = events.Read();
                foreach (EventLine line in lines)
                {
                    await SendAsync(line.Utf8);
                }

                int told = 0;
                while (told < _page.Limits.WaitingLinesMax && _answers.Reader.TryRead(out string? answer))
                {
                    await SendAsync(Encoding.UTF8.GetBytes(answer));
                    told++;
                }

                if (lines.Count == 0 && told == 0 && !isLast)
                {
                    answered = answered is null or { IsCompleted: true } ? _answers.Reader.WaitToReadAsync(cancellationToken).AsTask() : answered;
                    await Task.WhenAny(answered, events.WaitAsync());
                }
            }
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            // The client is lost; reading finds that out as well.
        }
    }

    /// <summary>Cancelling a send would cut the connection without a word; what hangs is aborted at the end.</summary>
    private ValueTask SendAsync(ReadOnlyMemory<byte> line) => _socket.SendAsync(line, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <returns>With what to close; null when the socket closed itself or is lost.</returns>
    private async Task<WebSocketCloseStatus?> ReadAllAsync(ApiSession session, CancellationToken cancellationToken)
    {
        byte[] chunk = new byte[ChunkBytes];
        using MemoryStream message = new();
        try
        {
            while (true)
            {
                message.SetLength(0);
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None);
                    if (part.MessageType == WebSocketMessageType.Close)
                    {
                        return _socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure;
                    }

                    if (part.MessageType == WebSocketMessageType.Binary)
                    {
                        return WebSocketCloseStatus.InvalidMessageType;
                    }

                    message.Write(chunk, 0, part.Count);
                    if (message.Length > _page.Limits.BodyBytesMax)
                    {
                        return WebSocketCloseStatus.MessageTooBig;
                    }
                }
                while (!part.EndOfMessage);
                await TakeAsync(message.ToArray(), session, cancellationToken);
            }
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            return null;
        }
    }

    private async Task TakeAsync(byte[] message, ApiSession session, CancellationToken cancellationToken)
    {
        if (session.Visitor.Seat is { } seat && _page.GuestPace.Write(seat) > TimeSpan.Zero)
        {
            await session.WriteAsync(ApiReply.Error(null, ApiCode.TooMany, "You write faster than guests may; wait a moment."), cancellationToken);
            return;
        }

        JsonLine? answer = IsObject(message)
            ? await _page.Desk.DoAsync(message, session, cancellationToken)
            : await SayAsync(Encoding.UTF8.GetString(message), session, cancellationToken);
        if (answer is not null)
        {
            await session.WriteAsync(answer, cancellationToken);
        }
    }

    private async Task<JsonLine?> SayAsync(string text, ApiSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (session.Visitor.Role == VisitorRole.Owner && !_page.Api.Node.Rooms.Contains(_room))
            {
                await _page.Api.Node.JoinAsync(_room, cancellationToken);
                _page.Api.Watch.Look();
            }

            return RoomCommands.Queued(await _page.Desk.SayAsync(session, _room, text, MessageKind.Text, cancellationToken));
        }
        catch (Exception fault) when (ApiFault.Of(fault, request: null) is { } error)
        {
            return error;
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        string? reason = status switch
        {
            WebSocketCloseStatus.MessageTooBig => $"a message has at most {_page.Limits.BodyBytesMax} bytes",
            WebSocketCloseStatus.InvalidMessageType => "messages here are text",
            WebSocketCloseStatus.EndpointUnavailable => "the node stops, or the invitation is over",
            _ => null,
        };
        try
        {
            using CancellationTokenSource limit = new(ClosePatience);
            await _socket.CloseOutputAsync(status, reason, limit.Token);
        }
        catch (Exception fault) when (IsLoss(fault) || fault is ArgumentException)
        {
            // It is lost, or its code is none that may be answered with; there is nobody to tell.
        }
    }

    /// <summary>Reads on until the client answers the close: an end with unread bytes would take the close frame along before the client saw it.</summary>
    private async Task DrainAsync()
    {
        byte[] chunk = new byte[ChunkBytes];
        try
        {
            while (_socket.State == WebSocketState.CloseSent)
            {
                await _socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None);
            }
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            // It hung up, as it may.
        }
    }

    private static async Task<bool> IsOverAsync(Task task)
    {
        try
        {
            await task.WaitAsync(ClosePatience, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> message)
    {
        int start = message.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && message[start] == '{';
    }

    private static bool IsLoss(Exception fault) =>
        fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or ChannelClosedException or InvalidOperationException;
}
