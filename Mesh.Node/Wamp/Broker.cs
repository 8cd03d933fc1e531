using Mesh.Node.Realm;

namespace Mesh.Node.Wamp;

/// <summary>
/// Who gets which events. One reader of the realm feeds all sessions of the router, so that each publisher's order holds across topics.
/// Whatever is handed out, and every answer to a subscriber, is queued under one lock: no EVENT comes before its SUBSCRIBED or after its UNSUBSCRIBED. Thread-safe.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SubscriptionTable _table = new();
    private readonly List<Subscription> _matching = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IRealmReader _reader;

    public Broker(IRealm realm)
    {
        _reader = realm.OpenReader();
    }

    /// <summary>How many subscriptions there are, each counted once however many sessions share it.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _table.Count;
            }
        }
    }

    /// <summary>Hands out what the realm brings until it ends or is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (TopicEvent happening in _reader.ReadAllAsync(cancellationToken))
        {
            // The node's own topics come from the node itself; what another one publishes under their names is a lie.
            if (!UriRules.IsUnder(happening.Topic, UriRules.Reserved))
            {
                HandOut(happening);
            }
        }
    }

    /// <summary>Events that never came: dropped because this node could not keep up, or lost on the way.</summary>
    public long Lost => _reader.Dropped;

    /// <summary>Subscribes a session and answers it.</summary>
    public async Task SubscribeAsync(WampSession session, long request, string topic, TopicMatch match, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (TryShare(session, request, topic, match))
            {
                return;
            }

            if (IsOfMesh(topic))
            {
                await _reader.SubscribeAsync(topic, match, cancellationToken);
            }

            lock (_lock)
            {
                Enter(session, request, _table.Add(topic, match));
            }
        }
        catch (ArgumentException)
        {
            session.Fail(WampCode.Subscribe, request, WampErrors.InvalidUri, $"The mesh does not carry the topic '{topic}'.");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes one subscription of a session back and answers it.</summary>
    public async Task UnsubscribeAsync(WampSession session, long request, long id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_table.Find(id) is not { } found || !session.Subscriptions.Remove(found))
            {
                session.Fail(WampCode.Unsubscribe, request, WampErrors.NoSuchSubscription, FormattableString.Invariant($"This session has no subscription {id}."));
                return;
            }

            found.Sessions.Remove(session);
            session.Reply(OutgoingMessage.Done(WampCode.Unsubscribed, request));
        }

        await ForgetUnusedAsync([id], cancellationToken);
    }

    /// <summary>Takes all subscriptions of a session back.</summary>
    public async Task LeaveAsync(WampSession session)
    {
        long[] left;
        lock (_lock)
        {
            foreach (Subscription subscription in session.Subscriptions)
            {
                subscription.Sessions.Remove(session);
            }

            left = [.. session.Subscriptions.Select(subscription => subscription.Id)];
            session.Subscriptions.Clear();
        }

        await ForgetUnusedAsync(left, CancellationToken.None);
    }

    /// <summary>Gives an event to every session that wants it.</summary>
    public void HandOut(TopicEvent happening)
    {
        lock (_lock)
        {
            _matching.Clear();
            _table.Match(happening.Topic, _matching);
            foreach (Subscription subscription in _matching)
            {
                HandOut(happening, subscription);
            }
        }
    }

    /// <summary>Whether anybody would get an event of that topic.</summary>
    public bool IsWanted(string topic)
    {
        lock (_lock)
        {
            _matching.Clear();
            _table.Match(topic, _matching);
            return _matching.Exists(subscription => subscription.Sessions.Count > 0);
        }
    }

    public async ValueTask DisposeAsync() => await _reader.DisposeAsync();

    private static bool IsOfMesh(string topic) => !UriRules.IsUnder(topic, UriRules.Reserved);

    private static void HandOut(TopicEvent happening, Subscription subscription)
    {
        SharedEvent? message = null;
        foreach (WampSession session in subscription.Sessions)
        {
            bool isExcluded = happening is { IsOwn: true, ExcludesPublisher: true } && happening.Publisher == session.Id;
            if (!isExcluded)
            {
                message ??= new SharedEvent(OutgoingMessage.Event(subscription.Id, happening, subscription.Match != TopicMatch.Exact));
                session.Outgoing.AddEvent(message.In(session.Serialization));
            }
        }
    }

    private static void Enter(WampSession session, long request, Subscription subscription)
    {
        session.Reply(OutgoingMessage.Done(WampCode.Subscribed, request, subscription.Id));
        if (session.Subscriptions.Add(subscription))
        {
            subscription.Sessions.Add(session);
        }
    }

    /// <summary>Joins a subscription that is there already, or refuses one too many.</summary>
    private bool TryShare(WampSession session, long request, string topic, TopicMatch match)
    {
        lock (_lock)
        {
            Subscription? known = _table.Find(topic, match);
            if (session.Subscriptions.Count >= WampLimits.SubscriptionsMax && (known is null || !session.Subscriptions.Contains(known)))
            {
                session.Fail(WampCode.Subscribe, request, WampErrors.TooMany, $"A session has at most {WampLimits.SubscriptionsMax} subscriptions; take one back, or use a pattern.");
                return true;
            }

            if (known is not null)
            {
                Enter(session, request, known);
            }

            return known is not null;
        }
    }

    /// <summary>Removes those of the subscriptions that no session shares any more, here and at the realm.</summary>
    private async Task ForgetUnusedAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            foreach (long id in ids)
            {
                if (TryRemove(id) is { } gone && IsOfMesh(gone.Topic))
                {
                    await _reader.UnsubscribeAsync(gone.Topic, gone.Match, cancellationToken);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private Subscription? TryRemove(long id)
    {
        lock (_lock)
        {
            Subscription? found = _table.Find(id);
            if (found is null || found.Sessions.Count > 0)
            {
                return null;
            }

            _table.Remove(found);
            return found;
        }
    }
}
