using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Mesh.Hosting;

/// <summary>One reader's events. Bounded: when the reader does not keep up the oldest are dropped and counted. Thread-safe; one reader.</summary>
internal sealed class EventSubscription
{
    private readonly Channel<MeshEvent> _events;
    private readonly NodeClock _clock;
    private readonly Action<EventSubscription> _ended;
    private int _dropped;

    /// <param name="clock">The node's clock.</param>
    /// <param name="ended">Called when the reader stops reading.</param>
    public EventSubscription(NodeClock clock, Action<EventSubscription> ended)
    {
        _clock = clock;
        _ended = ended;
        BoundedChannelOptions options = new(NodeLimits.EventsWaitingMax) { FullMode = BoundedChannelFullMode.DropOldest };
        _events = Channel.CreateBounded<MeshEvent>(options, _ => Interlocked.Increment(ref _dropped));
    }

    public void Tell(MeshEvent happened) => _events.Writer.TryWrite(happened);

    public void Complete() => _events.Writer.TryComplete();

    /// <summary>The events from the subscription on, and where some were dropped a notice in their place.</summary>
    /// <param name="context">Where waiting for one ends; null: on the thread pool.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<MeshEvent> ReadAsync(SynchronizationContext? context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            OwnContext.Enter(context);
            while (await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(context is not null))
            {
                while (_events.Reader.TryRead(out MeshEvent? happened))
                {
                    int dropped = Interlocked.Exchange(ref _dropped, 0);
                    if (dropped > 0)
                    {
                        yield return new Notice(_clock.WallClock, "events-dropped", Lost(dropped));
                    }

                    yield return happened;
                }

                OwnContext.Enter(context);
            }
        }
        finally
        {
            _ended(this);
        }
    }

    private static string Lost(int count) =>
        FormattableString.Invariant($"{count} events were dropped, the oldest first, because they were not read fast enough.");
}
