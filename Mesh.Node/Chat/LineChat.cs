using System.Globalization;
using Mesh.Node.Doctor;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Node.Slides;
using Mesh.Node.Ways;

namespace Mesh.Node.Chat;

/// <summary>
/// Chat without a screen: each line of the input is said in one room or is a command, each happening is printed as lines.
/// At the end of the input it waits until every line left on a link, and names those that did not.
/// </summary>
internal sealed class LineChat
{
    /// <summary>How long the end waits for the next line to leave. Discovery and the first link take at most two seconds on a quiet network.</summary>
    public static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);

    private const int NamedLinesMax = 20;

    /// <summary>Columns of a map where nothing says how wide the reader is.</summary>
    private const int MapWidth = 100;

    private readonly IChatNode _node;
    private readonly IChatLines _lines;
    private readonly LineWriter _writer;
    private readonly string _room;
    private readonly SendLedger _ledger;
    private readonly SaidLines _said = new();
    private readonly IPageDesk _page;
    private readonly LineSlides _slides;
    private readonly TimeProvider _time;
    private NodePlaces _places = new(Page: null);
    private bool _failed;

    public LineChat(IChatNode node, IChatLines lines, LineWriter writer, string room, IPageDesk page, TimeProvider time)
    {
        _node = node;
        _lines = lines;
        _writer = writer;
        _room = room;
        _page = page;
        _slides = new LineSlides(room);
        _ledger = new SendLedger(time);
        _time = time;
    }

    /// <summary>Chats until the input ends, "/quit" or cancellation. The node stays up.</summary>
    /// <returns>0 when every line left on a link, 1 when one did not or was no valid line.</returns>
    /// <exception cref="OutputClosedException">Whoever read the output is gone.</exception>
    public async Task<int> RunAsync(Stream input, NodeStatus status, IReadOnlyList<ChatLine> notes, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _places = new NodePlaces(status.Page, status.DataFolder, status.ControlSocket);

        // Two subscriptions: a reader of the output that is slow must not hide that a message left.
        Task watching = WatchAsync(_node.ReadEventsAsync(end.Token), end.Token);
        IAsyncEnumerable<MeshEvent> events = _node.ReadEventsAsync(end.Token);
        Task printing = Task.CompletedTask;
        try
        {
            await PrintAsync([.. _lines.Ready(status), .. notes], cancellationToken);
            printing = PrintEventsAsync(events, end);
            await SayAllAsync(input, end.Token);
            await _ledger.WaitUntilLeftAsync(LeavePatience, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The printing ended, or somebody asked to stop: what did not leave is told below all the same.
        }

        finally
        {
            await end.CancelAsync();
            await watching;
            await printing;
        }

        await TellWaitingAsync();
        return _failed ? 1 : 0;
    }

    private async Task WatchAsync(IAsyncEnumerable<MeshEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MeshEvent happening in events.WithCancellation(cancellationToken))
            {
                if (happening is MessageSent sent)
                {
                    _ledger.Left(sent.Message.Id);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The chat ends.
        }
    }

    private async Task PrintEventsAsync(IAsyncEnumerable<MeshEvent> events, CancellationTokenSource end)
    {
        try
        {
            await foreach (MeshEvent happening in events.WithCancellation(end.Token))
            {
                // What was said here is shown already; what the page or a guest said through this node is news.
                if (happening is not MessageQueued queued || !_said.Takes(queued.Message))
                {
                    await PrintAsync(_lines.Of(happening), end.Token);
                }

                await PrintAsync(_slides.Take(happening) is { } shown ? _lines.Slide(shown) : [], end.Token);
            }

            if (!end.IsCancellationRequested)
            {
                await FailAsync("The node stopped because of a fault of its own; the log in the data folder tells more.", end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The chat ends.
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task SayAllAsync(Stream input, CancellationToken cancellationToken)
    {
        LineReader reader = new(input, MeshRoom.TextBytesMax);
        for (long number = 1; await reader.ReadAsync(cancellationToken) is { } line; number++)
        {
            if (line.IsTooLong)
            {
                await FailAsync(
                    string.Create(CultureInfo.InvariantCulture, $"Line {number} has {line.ByteCount:N0} bytes and was not sent; a message holds at most {MeshRoom.TextBytesMax:N0}, so cut it."),
                    cancellationToken);
                continue;
            }

            ChatCommand command = ChatCommand.Parse(line.Text);
            if (command.Verb == ChatVerb.Quit)
            {
                return;
            }

            await DoAsync(command, cancellationToken);
        }
    }

    private async Task DoAsync(ChatCommand command, CancellationToken cancellationToken)
    {
        try
        {
            switch (command.Verb)
            {
                case ChatVerb.Say:
                    await SayAsync(command.Argument, MessageKind.Text, cancellationToken);
                    break;
                case ChatVerb.Act:
                    await SayAsync(command.Argument, MessageKind.Action, cancellationToken);
                    break;
                case ChatVerb.Present:
                    await SayAsync((await DeckFile.ReadAsync(command.Argument, cancellationToken)).Markdown, MessageKind.Slides, cancellationToken);
                    break;
                case ChatVerb.Turn:
                    await SayAsync(_slides.Turn(command.Argument), MessageKind.Turn, cancellationToken);
                    break;
                case ChatVerb.Join:
                    await _node.JoinAsync(command.Argument, cancellationToken);
                    await PrintAsync(_lines.Joined(command.Argument), cancellationToken);
                    break;
                case ChatVerb.Leave:
                    string left = RoomOf(command);
                    await _node.LeaveAsync(left, cancellationToken);
                    await PrintAsync(_lines.Left(left), cancellationToken);
                    break;
                case ChatVerb.Nick:
                    await _node.SetNameAsync(command.Argument, cancellationToken);
                    await PrintAsync(_lines.Renamed(command.Argument), cancellationToken);
                    break;
                case ChatVerb.Ping or ChatVerb.Trace or ChatVerb.Map or ChatVerb.Status:
                    WayAnswer answer = await WayAnswer.OfAsync(_node, command, _places, MapWidth, _time, cancellationToken);
                    await PrintAsync(_lines.Reply(answer.Line, answer.Text), cancellationToken);
                    break;
                case ChatVerb.Doctor:
                    Examination examination = await Examiner.ExamineAsync(_node, _time, cancellationToken);
                    await PrintAsync(_lines.Reply(ExaminationJson.Of(examination), string.Join('\n', ExaminationText.Findings(examination))), cancellationToken);
                    break;
                case ChatVerb.Mistake:
                    await FailAsync(command.Argument, cancellationToken);
                    break;
                default:
                    await PrintAsync(Answer(command), cancellationToken);
                    break;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            await FailAsync(PlainMessage.Of(fault), cancellationToken);
        }
    }

    private async Task SayAsync(string text, MessageKind kind, CancellationToken cancellationToken)
    {
        await _ledger.WaitForRoomAsync(cancellationToken);
        _said.Add(_room, text, kind);
        RoomMessage message;
        try
        {
            message = await _node.SendAsync(_room, text, kind, cancellationToken);
        }
        catch
        {
            _said.Forget(_room, text, kind);
            throw;
        }

        _ledger.Add(message);
        await PrintAsync(_slides.Take(message) is { } shown ? _lines.Slide(shown) : [], cancellationToken);
        await PrintAsync(_lines.Queued(message), cancellationToken);
    }

    private IReadOnlyList<ChatLine> Answer(ChatCommand command)
    {
        string room = RoomOf(command);
        return command.Verb switch
        {
            ChatVerb.Rooms => _lines.Rooms(_node.Rooms),
            ChatVerb.Who => _lines.Who(room, [.. _node.Peers.Where(peer => peer.Rooms.Contains(room))]),
            ChatVerb.Peers => _lines.Peers(_node.Peers, _node.Links, _node.AloneReasons),
            ChatVerb.Slides => Slides(),
            ChatVerb.Page => _page.Url is { } url
                ? _lines.Note("page", _page.OutsideUrl is { } outside ? $"The page is at {url} here, and at {outside} for your other devices" : $"The page is at {url} on this machine")
                : throw new InvalidOperationException("This node has no page; start mesh without --no-page."),
            ChatVerb.Invite => Invite(room),
            ChatVerb.Help => _lines.Help(ChatCommand.HelpLines),
            _ => [],
        };
    }

    private IReadOnlyList<ChatLine> Slides()
    {
        (bool reads, Presentation? shown) = _slides.Toggle();
        return shown is null
            ? _lines.Note("slides", reads ? "Slides that are shown in this room are printed here; /slides stops that." : "Slides are not printed here any more.")
            : _lines.Slide(shown);
    }

    private IReadOnlyList<ChatLine> Invite(string room)
    {
        if (!_node.Rooms.Contains(room))
        {
            throw new InvalidOperationException($"You are not in '{Printable.Name(room)}', so you cannot invite to it; /join it first.");
        }

        PageInvite invite = _page.Invite(room);
        return _lines.Note("invite", string.Create(CultureInfo.InvariantCulture, $"{invite.Url} lets a guest into {Printable.Name(room)} until {invite.Until.UtcDateTime:HH:mm} UTC"));
    }

    private async Task TellWaitingAsync()
    {
        IReadOnlyList<RoomMessage> waiting = _ledger.Waiting;
        foreach (RoomMessage message in waiting.Take(NamedLinesMax))
        {
            _failed = true;
            await PrintAsync(_lines.NotLeft(message), CancellationToken.None);
        }

        if (waiting.Count > NamedLinesMax)
        {
            await FailAsync(string.Create(CultureInfo.InvariantCulture, $"And {waiting.Count - NamedLinesMax:N0} more lines did not leave."), CancellationToken.None);
        }
    }

    private string RoomOf(ChatCommand command) => command.Argument.Length == 0 ? _room : command.Argument;

    private Task FailAsync(string sentence, CancellationToken cancellationToken)
    {
        _failed = true;
        return PrintAsync(_lines.Error(sentence), cancellationToken);
    }

    private Task PrintAsync(IReadOnlyList<ChatLine> lines, CancellationToken cancellationToken) => _writer.WriteAsync(lines, cancellationToken);
}
