using Mesh.Node.Lines;
using Mesh.Node.Realm;

namespace Mesh.Node.Journal;

/// <summary>
/// Writes events of the topics that plain clients asked for into the journal: one reader of the realm for all of them, which follows a topic as long as
/// somebody does and a while longer, so that whoever reconnects finds what came meanwhile. Thread-safe.
/// </summary>
internal sealed class TopicFeed : IAsyncDisposable
{
    /// <summary>Different topics and patterns at a time: sixteen for each of 256 clients.</summary>
    public const int TopicsMax = 4_096;

    /// <summary>How long a topic is followed after the last who asked for it went: a reload of a page, or a short loss of the network.</summary>
    public static readonly TimeSpan LingerSpan = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ForgetSpan = TimeSpan.FromSeconds(20);

    private readonly IRealm _realm;
    private readonly EventJournal _journal;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<(string Topic, TopicMatch Match), Following> _topics = [];
    private readonly CancellationTokenSource _stop = new();
    private IRealmReader? _reader;
    private Task _reading = Task.CompletedTask;
    private Task _forgetting = Task.CompletedTask;

    public TopicFeed(IRealm realm, EventJournal journal, TimeProvider time)
    {
        _realm = realm;
        _journal = journal;
        _time = time;
    }

    /// <summary>Follows a topic for one more client.</summary>
    /// <returns>False when too many topics are followed.</returns>
    /// <exception cref="ArgumentException">The topic cannot be.</exception>
    public async Task<bool> FollowAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_topics.TryGetValue((topic, match), out Following? following))
            {
                following.Count++;
                return true;
            }

            if (_topics.Count >= TopicsMax)
            {
                return false;
            }

            if (_reader is null)
            {
                _reader = _realm.OpenReader();
                _reading = ReadAsync(_reader);
                _forgetting = ForgetAllAsync(_reader);
            }

            await _reader.SubscribeAsync(topic, match, cancellationToken);
            _topics.Add((topic, match), new Following { Count = 1 });
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One client less follows a topic.</summary>
    public async Task UnfollowAsync(string topic, TopicMatch match)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_topics.TryGetValue((topic, match), out Following? following) && --following.Count == 0)
            {
                following.Since = _time.GetTimestamp();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        await _forgetting;
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }

        _stop.Dispose();
        _turn.Dispose();
    }

    /// <summary>Takes back, again and again, what nobody followed for a while.</summary>
    private async Task ForgetAllAsync(IRealmReader reader)
    {
        using PeriodicTimer timer = new(ForgetSpan, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await _turn.WaitAsync(_stop.Token);
                try
                {
                    await ForgetAsync(reader);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The page closes, or the node stops.
        }
    }

    private async Task ForgetAsync(IRealmReader reader)
    {
        foreach ((string Topic, TopicMatch Match) key in _topics.Where(pair => pair.Value.Count == 0 && _time.GetElapsedTime(pair.Value.Since) > LingerSpan).Select(pair => pair.Key).ToArray())
        {
            _topics.Remove(key);
            await reader.UnsubscribeAsync(key.Topic, key.Match, _stop.Token);
        }
    }

    private async Task ReadAsync(IRealmReader reader)
    {
        await Task.Yield();
        try
        {
            await foreach (TopicEvent published in reader.ReadAllAsync(_stop.Token))
            {
                if (NodeNames.Has(published.Topic))
                {
                    // Only this node tells of itself; what comes under such a name from elsewhere is a lie.
                    continue;
                }

                JsonLine line = JsonLine.Event("event")
                    .With("topic", published.Topic)
                    .WithAny("args", published.Arguments.Positional)
                    .WithAny("kwargs", published.Arguments.Named)
                    .With("from", published.FromName)
                    .With("peer", published.From.ToString())
                    .With("publication", published.Publication)
                    .With("own", published.IsOwn);
                JournalSubject subject = new("event") { Topic = published.Topic, ExcludedSession = published.ExcludesPublisher ? published.Publisher : 0 };
                _journal.Append(JournalLane.Topics, subject, line);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The page closes, or the node stops.
        }
    }

    /// <summary>How many clients follow a topic, and since when none does.</summary>
    private sealed class Following
    {
        public int Count { get; set; }

        public long Since { get; set; }
    }
}
