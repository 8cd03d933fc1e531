using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Journal;

/// <summary>Writes what happens at the node into the journal, through one subscription that begins before rooms are joined.</summary>
internal sealed class JournalFeed : IAsyncDisposable
{
    private readonly EventJournal _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private JournalFeed(IChatNode node, EventJournal journal)
    {
        _journal = journal;
        _reading = ReadAsync(node.ReadEventsAsync(_stop.Token));
    }

    /// <summary>Subscribed when it returns.</summary>
    public static JournalFeed Start(IChatNode node, EventJournal journal) => new(node, journal);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<MeshEvent> events)
    {
        // The caller goes on: events are read on a worker.
        await Task.Yield();
        try
        {
            await foreach (MeshEvent happening in events.WithCancellation(_stop.Token))
            {
                Append(happening);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page closes.
        }
    }

    private void Append(MeshEvent happening)
    {
        switch (happening)
        {
            case MessageReceived received:
                Append(received.Message);
                break;
            case MessageQueued queued:
                Append(queued.Message);
                break;
            case MessageSent { Message: { } message }:
                JsonLine sent = JsonLine.Event("sent").With("room", message.Room).With("id", message.Id.ToString());
                _journal.Append(JournalLane.Rooms, new JournalSubject("sent") { Room = message.Room }, sent);
                break;
            default:
                if (JsonLines.News(happening) is { } news)
                {
                    _journal.Append(JournalLane.News, new JournalSubject(NameOf(happening)), news);
                }

                break;
        }
    }

    private void Append(RoomMessage message)
    {
        JsonLine line = JsonLines.MessageFields(message).With("own", message.IsOwn).With("guest", message.Guest);
        _journal.Append(JournalLane.Rooms, new JournalSubject(JournalSubject.Message) { Room = message.Room, MessageId = message.Id.ToString() }, line);
    }

    private static string NameOf(MeshEvent happening) => JsonLines.KebabCase(happening.GetType().Name);
}
