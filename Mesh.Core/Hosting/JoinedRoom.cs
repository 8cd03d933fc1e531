using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mesh.Chat;

namespace Mesh.Hosting;

/// <summary>A room that the node is in: its timeline and its readers. Thread-safe.</summary>
internal sealed class JoinedRoom
{
    private readonly Lock _lock = new();
    private readonly RoomTimeline _timeline = new();
    private ImmutableArray<Channel<RoomMessage>> _readers = [];
    private bool _left;

    public JoinedRoom(MeshRoom room)
    {
        Room = room;
    }

    public MeshRoom Room { get; }

    /// <summary>Takes in a message and hands it to the readers.</summary>
    /// <returns>False when it is known already or too old to be kept.</returns>
    public bool Add(TimelineEntry entry)
    {
        lock (_lock)
        {
            if (_left || !_timeline.Add(entry))
            {
                return false;
            }

            foreach (Channel<RoomMessage> reader in _readers)
            {
                reader.Writer.TryWrite(entry.Message);
            }

            return true;
        }
    }

    /// <summary>The last messages, in their order.</summary>
    public IReadOnlyList<RoomMessage> Latest(int count)
    {
        lock (_lock)
        {
            return _timeline.Latest(count);
        }
    }

    /// <summary>The readers end after what they were handed.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _left = true;
            foreach (Channel<RoomMessage> reader in _readers)
            {
                reader.Writer.TryComplete();
            }

            _readers = [];
        }
    }

    /// <summary>What is held and then what arrives; nothing is missed or doubled between the two.</summary>
    /// <param name="context">Where waiting for one ends; null: on the thread pool.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RoomMessage> ReadAsync(SynchronizationContext? context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<RoomMessage> reader = Channel.CreateBounded<RoomMessage>(
            new BoundedChannelOptions(NodeLimits.MessagesWaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        RoomMessage[] held = Subscribe(reader);
        try
        {
            foreach (RoomMessage message in held)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return message;
            }

            OwnContext.Enter(context);
            while (await reader.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(context is not null))
            {
                while (reader.Reader.TryRead(out RoomMessage? message))
                {
                    yield return message;
                }

                OwnContext.Enter(context);
            }
        }
        finally
        {
            lock (_lock)
            {
                _readers = _readers.Remove(reader);
            }
        }
    }

    private RoomMessage[] Subscribe(Channel<RoomMessage> reader)
    {
        lock (_lock)
        {
            if (_left)
            {
                reader.Writer.TryComplete();
            }
            else
            {
                _readers = _readers.Add(reader);
            }

            return _timeline.Snapshot();
        }
    }
}
