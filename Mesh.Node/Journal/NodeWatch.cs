using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Journal;

/// <summary>
/// Tells what the node has no event for: the shape of the mesh, the joined rooms and the own name. Looks once a second while somebody reads the
/// journal, and when a command asks it to.
/// </summary>
internal sealed class NodeWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookSpan = TimeSpan.FromSeconds(1);

    private readonly IChatNode _node;
    private readonly EventJournal _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _looking;
    private HashSet<string> _rooms;
    private string _name;
    private MeshShape _shape;

    private NodeWatch(IChatNode node, EventJournal journal, TimeProvider time)
    {
        _node = node;
        _journal = journal;
        _rooms = [.. node.Rooms];
        _name = node.Name;
        _shape = MeshShape.Of(node);
        _looking = LookAsync(time);
    }

    public static NodeWatch Start(IChatNode node, EventJournal journal, TimeProvider time) => new(node, journal, time);

    /// <summary>Compares rooms and name with what was told last.</summary>
    public void Look()
    {
        lock (_lock)
        {
            HashSet<string> rooms = [.. _node.Rooms];
            foreach (string room in rooms.Except(_rooms))
            {
                Tell(JsonLine.Event("joined").With("room", room), "joined", room);
            }

            foreach (string room in _rooms.Except(rooms))
            {
                Tell(JsonLine.Event("left").With("room", room), "left", room);
            }

            _rooms = rooms;
            string name = _node.Name;
            if (name != _name)
            {
                _name = name;
                Tell(JsonLine.Event("renamed").With("name", name), "renamed", room: null);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(TimeProvider time)
    {
        using PeriodicTimer timer = new(LookSpan, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (_journal.ReaderCount > 0)
                {
                    Look();
                    LookAtShape();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page closes.
        }
    }

    private void LookAtShape()
    {
        MeshShape shape = MeshShape.Of(_node);
        if (shape.DiffersFrom(_shape))
        {
            _shape = shape;
            _journal.Append(JournalLane.Topology, new JournalSubject("topology"), shape.ToLine());
        }
    }

    private void Tell(JsonLine line, string name, string? room) =>
        _journal.Append(JournalLane.News, new JournalSubject(name) { Room = room }, line);
}
