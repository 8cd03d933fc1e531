using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Mesh.Node.Api;
using Mesh.Node.Chat;
using Mesh.Node.Doctor;
using Mesh.Node.Lines;
using Mesh.Node.Ways;

namespace Mesh.Node.Control;

/// <summary>One command's connection: reads requests, answers with the lines of "--json". A reader that lets too many lines wait is dropped.</summary>
internal sealed class ControlSession : IDisposable
{
    /// <summary>The longest request: a text of 64 KiB may grow six-fold when every character is escaped ("\u0001"), and its room likewise.</summary>
    public const int RequestBytesMax = 6 * (MeshRoom.TextBytesMax + 1_024);

    /// <summary>Lines that may wait for a slow reader.</summary>
    public const int LinesMax = 1_024;

    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    private readonly IChatNode _node;
    private readonly ApiNode _api;
    private readonly NodeStatus _start;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly JsonLines _lines = new();
    private readonly WayRequests _ways;
    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(LinesMax) { SingleReader = true });
    private ControlApi? _topics;

    public ControlSession(ApiNode api, NodeStatus start, Socket socket, TimeProvider time)
    {
        _node = api.Node;
        _api = api;
        _start = start;
        _socket = socket;
        _time = time;
        _ways = new WayRequests(api.Node, () => new NodePlaces(start.Page, start.DataFolder, start.ControlSocket), time, PingOptions.OfCommand);
    }

    /// <summary>Serves until the client closes its side, is too slow, or cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource tailing = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        await using NetworkStream stream = new(_socket, ownsSocket: false);
        Task writing = WriteAllAsync(stream, end);
        List<Task> tails = [];
        try
        {
            LineReader reader = new(stream, RequestBytesMax);
            while (await reader.ReadAsync(tailing.Token) is { } line)
            {
                await AnswerAsync(line, tails, tailing);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested || tailing.IsCancellationRequested)
        {
            // The client was too slow, or the node stops.
        }
        finally
        {
            await tailing.CancelAsync();
            await Task.WhenAll(tails);
            await (_topics?.DisposeAsync() ?? ValueTask.CompletedTask);
            _outgoing.Writer.TryComplete();
            end.CancelAfter(cancellationToken.IsCancellationRequested ? TimeSpan.Zero : FlushPatience);
            await writing;
        }
    }

    /// <summary>Says that too many are here.</summary>
    public async Task RefuseAsync(CancellationToken cancellationToken)
    {
        string line = JsonLines.Mistake($"{ControlServer.ClientsMax} commands use this node already; end one of them.");
        await _socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
    }

    public void Dispose() => _socket.Dispose();

    private async Task AnswerAsync(InputLine line, List<Task> tails, CancellationTokenSource tailing)
    {
        if (line.IsTooLong)
        {
            Write(JsonLines.Mistake($"A request has at most {RequestBytesMax} bytes."));
            return;
        }

        if (ControlRequest.Parse(line.Text, out string? mistake) is not { } request)
        {
            Write(JsonLines.Mistake(mistake!));
            return;
        }

        switch (request.Do)
        {
            case ControlRequest.Send:
                await SendAsync(request, tailing.Token);
                break;
            case ControlRequest.Tail when tails.Count > 0:
                Write(JsonLines.Mistake("This connection tails already; open another."));
                break;
            case ControlRequest.Tail:
                await TailAsync(request, tails, tailing);
                break;
            case ControlRequest.Peers:
                Write(_lines.Peers(_node.Peers, _node.Links, _node.AloneReasons));
                break;
            case ControlRequest.Doctor:
                Write(ExaminationJson.Of(await Examiner.ExamineAsync(_node, _time, tailing.Token)).ToString());
                break;
            case ControlRequest.Page:
                Write(Page());
                break;
            case ControlRequest.Publish or ControlRequest.Subscribe or ControlRequest.Call:
                _topics ??= new ControlApi(_api, _outgoing.Writer.WriteAsync);
                await _topics.DoAsync(line.Text, tailing.Token);
                break;
            case ControlRequest.Ping or ControlRequest.Trace or ControlRequest.Topology or ControlRequest.Status:
                await LookAroundAsync(line.Text, tailing.Token);
                break;
            default:
                Write(JsonLines.Id(_start with { Name = _node.Name, Listen = _node.EndPoints, Rooms = _node.Rooms }));
                break;
        }
    }

    private async Task LookAroundAsync(string line, CancellationToken cancellationToken)
    {
        ApiRequest? request = null;
        try
        {
            request = ApiRequest.Parse(Encoding.UTF8.GetBytes(line));
            Write((await _ways.Do(request, Told, cancellationToken)!).ToString());
        }
        catch (Exception fault) when (ApiFault.Of(fault, request) is { } error)
        {
            Write(error.ToString());
        }

        ValueTask Told(JsonLine round)
        {
            Write(round.ToString());
            return ValueTask.CompletedTask;
        }
    }

    private string Page() => _api.Places is { } places
        ? JsonLine.Event("page").With("url", places.Local).With("others", places.ForOthers).With("token", places.ForOthers.Count > 0 ? places.Token.Text : null).ToString()
        : JsonLines.Mistake("The running node has no page; start it without --no-page.");

    private async Task SendAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SendLedger ledger = new(_time);
        Task watching = WatchAsync(_node.ReadEventsAsync(over.Token), ledger, over.Token);
        try
        {
            await _node.JoinAsync(request.Room!, cancellationToken);
            RoomMessage message = await _node.SendAsync(request.Room!, request.Text!, request.Kind, cancellationToken);
            ledger.Add(message);
            Write(_lines.Queued(message));
            await ledger.WaitUntilLeftAsync(LineChat.LeavePatience, cancellationToken);
            Write(ledger.Waiting.Count == 0
                ? JsonLines.Own("sent", message).ToString()
                : JsonLines.Own("waiting", message).With("reason", "Nobody is linked; whoever comes while the node runs gets it.").ToString());
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            Write(JsonLines.Mistake(PlainMessage.Of(fault)));
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task TailAsync(ControlRequest request, List<Task> tails, CancellationTokenSource tailing)
    {
        try
        {
            IAsyncEnumerable<MeshEvent> events = _node.ReadEventsAsync(tailing.Token);
            if (request.Room is { } room)
            {
                await _node.JoinAsync(room, tailing.Token);
            }

            tails.Add(TailAsync(events, request.Room, tailing));
        }
        catch (ArgumentException fault)
        {
            Write(JsonLines.Mistake(PlainMessage.Of(fault)));
        }
    }

    private async Task TailAsync(IAsyncEnumerable<MeshEvent> events, string? room, CancellationTokenSource tailing)
    {
        try
        {
            await foreach (MeshEvent happening in events.WithCancellation(tailing.Token))
            {
                string? messageRoom = happening switch
                {
                    MessageReceived received => received.Message.Room,
                    MessageSent sent => sent.Message.Room,
                    _ => null,
                };
                if (messageRoom is not null && (room is null || room == messageRoom) && !Write(_lines.Of(happening)))
                {
                    // Too slow: hanging up is the only way to tell, since lines cannot be delivered.
                    await tailing.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ends.
        }
    }

    private static async Task WatchAsync(IAsyncEnumerable<MeshEvent> events, SendLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MeshEvent happening in events.WithCancellation(cancellationToken))
            {
                if (happening is MessageSent sent)
                {
                    ledger.Left(sent.Message.Id);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The message left, or the waiting is over.
        }
    }

    private async Task WriteAllAsync(NetworkStream stream, CancellationTokenSource end)
    {
        try
        {
            await foreach (string line in _outgoing.Reader.ReadAllAsync(end.Token))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), end.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The client hung up or the connection ends; reading ends with it.
            await end.CancelAsync();
        }
    }

    private bool Write(IReadOnlyList<ChatLine> lines) => lines.All(line => Write(line.Text));

    private bool Write(string line) => _outgoing.Writer.TryWrite(line);
}
