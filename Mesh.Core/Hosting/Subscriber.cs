using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Mesh.Hosting;

/// <summary>One subscriber's topics and the events that wait for it. Bounded: when it is not read fast enough the oldest are dropped and counted. Its book locks.</summary>
internal sealed class Subscriber
{
    private readonly Channel<TopicEvent> _events;
    private readonly HashSet<TopicPattern> _patterns = [];
    private long _lost;

    public Subscriber()
    {
        BoundedChannelOptions options = new(NodeLimits.TopicEventsWaitingMax) { FullMode = BoundedChannelFullMode.DropOldest };
        _events = Channel.CreateBounded<TopicEvent>(options, _ => Interlocked.Increment(ref _lost));
    }

    /// <summary>Events dropped here or lost on the way.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Its topics. Guarded by the book's lock.</summary>
    public IReadOnlyCollection<TopicPattern> Patterns => _patterns;

    /// <summary>Under the book's lock.</summary>
    public bool Add(TopicPattern pattern) => _patterns.Add(pattern);

    /// <summary>Under the book's lock.</summary>
    public bool Remove(TopicPattern pattern) => _patterns.Remove(pattern);

    public void Tell(TopicEvent happened) => _events.Writer.TryWrite(happened);

    public void NoteLost(long count) => Interlocked.Add(ref _lost, count);

    public void Complete() => _events.Writer.TryComplete();

    /// <param name="context">Where waiting for one ends; null: on the thread pool.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<TopicEvent> ReadAsync(SynchronizationContext? context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OwnContext.Enter(context);
        while (await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(context is not null))
        {
            while (_events.Reader.TryRead(out TopicEvent? happened))
            {
                yield return happened;
            }

            OwnContext.Enter(context);
        }
    }
}
