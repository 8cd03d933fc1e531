using System.Text;
using Mesh.Node.Api;
using Mesh.Node.Journal;
using Mesh.Node.Lines;

namespace Mesh.Node.Web;

/// <summary>One visitor's stream of events: "ready", what they missed or the latest messages, and then everything as it comes.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly EventJournal _journal;
    private readonly JournalCursor _cursor;
    private readonly ReadOnlyMemory<byte> _ready;
    private readonly long _historyUntil;
    private bool _isReadySent;

    private EventReader(PageContext page, ApiSession session, JournalPlace start, long historyUntil)
    {
        _journal = page.Api.Journal;
        Session = session;
        _cursor = _journal.Open(session.View!, start);
        _historyUntil = historyUntil;
        _ready = Encoding.UTF8.GetBytes(ReadyLine.Of(page, session.Visitor, start).ToString());
    }

    public ApiSession Session { get; }

    /// <summary>The place behind all that was read.</summary>
    public JournalPlace Place => _cursor.Place;

    /// <summary>Begins a stream.</summary>
    /// <param name="page">The page.</param>
    /// <param name="visitor">Who reads.</param>
    /// <param name="query">What the address asks for.</param>
    /// <param name="historyDefault">How many messages come first when nobody says.</param>
    /// <param name="isRoomOnly">Whether "room" leaves other rooms out; else it names where plain text is said.</param>
    /// <param name="write">Takes what is told besides events.</param>
    /// <exception cref="ApiException">The address asks for something wrong.</exception>
    public static async Task<EventReader> OpenAsync(
        PageContext page,
        Visitor visitor,
        StreamQuery query,
        int historyDefault,
        bool isRoomOnly,
        Func<string, CancellationToken, ValueTask> write)
    {
        const int HistoryMax = 500;
        EventJournal journal = page.Api.Journal;
        string? room = query.Text("room");
        if (visitor.GuestRoom is { } own && (room ?? own) != own)
        {
            throw new ApiException(ApiCode.Forbidden, "A guest is in one room only; leave \"room\" out.");
        }

        JournalPlace? after = query.After();
        int history = query.Number("history", 0, HistoryMax, historyDefault);
        JournalPlace head = journal.Head;
        string? historyRoom = visitor.GuestRoom ?? room;
        JournalPlace start = after ?? (history == 0 ? head : journal.Before(historyRoom, history));
        IReadOnlyList<TopicInterest> topics = query.Topics(after?.Run == journal.Run ? after.Value.Number : head.Number);
        if (topics.Count > 0 && visitor.Role != VisitorRole.Owner)
        {
            throw new ApiException(ApiCode.Forbidden, "A guest has no part in topics.");
        }

        JournalView view = new()
        {
            IsGuest = visitor.Role == VisitorRole.Guest,
            Room = visitor.GuestRoom ?? (isRoomOnly ? room : null),
            IsTopicsOnly = query.Text("only") == "topics",
            Session = ApiSession.NewNumber(),
        };
        ApiSession session = new(page.Api, visitor, view, write);
        try
        {
            foreach (TopicInterest topic in topics)
            {
                await session.FollowAsync(topic, page.Stopping);
            }

            return new EventReader(page, session, start, after is null ? head.Number : 0);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is there now: lines with their number, event name and bytes.</summary>
    public IReadOnlyList<EventLine> Read()
    {
        List<EventLine> lines = [];
        if (!_isReadySent)
        {
            _isReadySent = true;
            lines.Add(new EventLine(Number: null, "ready", _ready));
        }

        JournalBatch batch = _cursor.Read();
        if (batch.Reset is { } reason)
        {
            JsonLine reset = JsonLine.Event("reset").With("reason", reason).With("n", _cursor.Place.ToString());
            lines.Add(new EventLine(Number: null, "reset", Encoding.UTF8.GetBytes(reset.ToString())));
        }

        foreach (JournalEntry entry in batch.Entries)
        {
            // Of what was before, a newcomer is told messages: who came and went meanwhile is in the answers to "peers" and "rooms".
            if (entry.Number > _historyUntil || entry.Subject.Event == JournalSubject.Message)
            {
                lines.Add(new EventLine(new JournalPlace(_journal.Run, entry.Number).ToString(), entry.Subject.Event, entry.Utf8));
            }
        }

        return lines;
    }

    /// <summary>Completes when there may be more.</summary>
    public Task WaitAsync() => _isReadySent ? _cursor.WaitAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _cursor.Dispose();
        await Session.DisposeAsync();
    }
}
