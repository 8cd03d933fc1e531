using System.Collections.Immutable;

namespace Mesh.Hosting;

/// <summary>Tells every subscriber everything, in order. Subscribers never wait for each other and the teller waits for none. Thread-safe.</summary>
internal sealed class EventHub
{
    private readonly Lock _lock = new();
    private readonly NodeClock _clock;
    private ImmutableArray<EventSubscription> _subscriptions = [];
    private bool _complete;

    public EventHub(NodeClock clock)
    {
        _clock = clock;
    }

    /// <summary>The wall clock, for the events' times.</summary>
    public DateTimeOffset Now => _clock.WallClock;

    public void Tell(MeshEvent happened)
    {
        // Under the lock, so that every subscriber sees the same order whoever tells.
        lock (_lock)
        {
            foreach (EventSubscription subscription in _subscriptions)
            {
                subscription.Tell(happened);
            }
        }
    }

    /// <summary>Subscribes at once; the subscription ends with its reader's enumeration or with the hub.</summary>
    public EventSubscription Subscribe()
    {
        EventSubscription subscription = new(_clock, Forget);
        lock (_lock)
        {
            if (_complete)
            {
                subscription.Complete();
            }
            else
            {
                _subscriptions = _subscriptions.Add(subscription);
            }
        }

        return subscription;
    }

    /// <summary>Every reader ends after what it was told.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            foreach (EventSubscription subscription in _subscriptions)
            {
                subscription.Complete();
            }

            _subscriptions = [];
        }
    }

    private void Forget(EventSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = _subscriptions.Remove(subscription);
        }
    }
}
