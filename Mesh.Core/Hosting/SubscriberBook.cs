using Mesh.Protocol;
using Mesh.Protocol.Presence;

namespace Mesh.Hosting;

/// <summary>Who at this node subscribes to what. Hands each event once to each subscriber that a subscription of matches. Thread-safe.</summary>
internal sealed class SubscriberBook
{
    private readonly Lock _lock = new();
    private readonly HashSet<Subscriber> _all = [];
    private readonly Dictionary<string, List<Subscriber>> _exact = [];
    private readonly List<(TopicPattern Pattern, Subscriber Subscriber)> _patterns = [];
    private bool _isClosed;

    public Subscriber Open()
    {
        Subscriber subscriber = new();
        lock (_lock)
        {
            if (_isClosed)
            {
                subscriber.Complete();
            }
            else
            {
                _all.Add(subscriber);
            }
        }

        return subscriber;
    }

    /// <returns>Whether this is news.</returns>
    /// <exception cref="ObjectDisposedException">The subscriber was closed.</exception>
    public bool Subscribe(Subscriber subscriber, TopicPattern pattern)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(!_all.Contains(subscriber), typeof(MeshSubscriber));
            if (!subscriber.Add(pattern))
            {
                return false;
            }

            if (pattern.Match != TopicMatch.Exact)
            {
                _patterns.Add((pattern, subscriber));
            }
            else if (_exact.TryGetValue(pattern.Topic, out List<Subscriber>? subscribers))
            {
                subscribers.Add(subscriber);
            }
            else
            {
                _exact.Add(pattern.Topic, [subscriber]);
            }

            return true;
        }
    }

    /// <returns>Whether there was such a subscription.</returns>
    public bool Unsubscribe(Subscriber subscriber, TopicPattern pattern)
    {
        lock (_lock)
        {
            return subscriber.Remove(pattern) && Drop(subscriber, pattern);
        }
    }

    /// <summary>Takes all its subscriptions back and ends its reader.</summary>
    public void Close(Subscriber subscriber)
    {
        lock (_lock)
        {
            _all.Remove(subscriber);
            foreach (TopicPattern pattern in subscriber.Patterns.ToArray())
            {
                subscriber.Remove(pattern);
                Drop(subscriber, pattern);
            }
        }

        subscriber.Complete();
    }

    /// <summary>Every reader ends after what it was handed.</summary>
    public void CloseAll()
    {
        Subscriber[] all;
        lock (_lock)
        {
            _isClosed = true;
            all = [.. _all];
        }

        foreach (Subscriber subscriber in all)
        {
            Close(subscriber);
        }
    }

    /// <summary>Hands an event to whoever wants it.</summary>
    public void Deliver(TopicEvent happened)
    {
        lock (_lock)
        {
            List<Subscriber>? exact = _exact.GetValueOrDefault(happened.Topic);
            if (exact is not null)
            {
                foreach (Subscriber subscriber in exact)
                {
                    subscriber.Tell(happened);
                }
            }

            HashSet<Subscriber>? told = null;
            foreach ((TopicPattern pattern, Subscriber subscriber) in _patterns)
            {
                if (pattern.Matches(happened.Topic) && exact?.Contains(subscriber) != true && (told ??= []).Add(subscriber))
                {
                    subscriber.Tell(happened);
                }
            }
        }
    }

    /// <summary>Events got lost before anybody could tell whose they were.</summary>
    public void NoteLost(long count)
    {
        lock (_lock)
        {
            foreach (Subscriber subscriber in _all)
            {
                subscriber.NoteLost(count);
            }
        }
    }

    /// <summary>What other nodes should be told: the topics, or that every event is wanted.</summary>
    public (ulong[] Topics, bool WantsAll) Wanted()
    {
        lock (_lock)
        {
            bool wantsAll = _patterns.Count > 0 || _exact.Count > ProtocolLimits.InterestsMax;
            return wantsAll ? ([], true) : ([.. _exact.Keys.Select(Interest.OfTopic).Distinct().Order()], false);
        }
    }

    private bool Drop(Subscriber subscriber, TopicPattern pattern)
    {
        if (pattern.Match != TopicMatch.Exact)
        {
            return _patterns.Remove((pattern, subscriber));
        }

        List<Subscriber> subscribers = _exact[pattern.Topic];
        subscribers.Remove(subscriber);
        return subscribers.Count > 0 || _exact.Remove(pattern.Topic);
    }
}
