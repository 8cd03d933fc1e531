namespace Mesh.Transports.WebSockets;

/// <summary>
/// The callers that have not finished the handshake, oldest first, bounded in all and per source. When it is full the oldest goes
/// who has not proven a key yet, so that slow callers push out each other and not the honest one between them. Thread-safe.
/// </summary>
internal sealed class CallerTable(int callersMax, int callersPerSourceMax)
{
    private readonly Lock _gate = new();
    private readonly List<Caller> _oldestFirst = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _oldestFirst.Count;
            }
        }
    }

    /// <summary>Takes a newcomer in.</summary>
    /// <returns>Who has to go for it, or null. That one is out of the table already.</returns>
    public Caller? Admit(Caller caller)
    {
        lock (_gate)
        {
            bool sourceIsFull = _oldestFirst.Count(other => other.Source.Equals(caller.Source)) >= callersPerSourceMax;
            Caller? evicted = sourceIsFull ? Pick(other => other.Source.Equals(caller.Source))
                : _oldestFirst.Count >= callersMax ? Pick(_ => true)
                : null;
            if (evicted is not null)
            {
                _oldestFirst.Remove(evicted);
            }

            _oldestFirst.Add(caller);
            return evicted;
        }
    }

    /// <summary>Forgets a caller that has finished; it may be gone already.</summary>
    public void Remove(Caller caller)
    {
        lock (_gate)
        {
            _oldestFirst.Remove(caller);
        }
    }

    /// <summary>Ends every caller's handshake.</summary>
    public void EvictAll()
    {
        lock (_gate)
        {
            _oldestFirst.ForEach(caller => caller.Evict());
        }
    }

    private Caller Pick(Predicate<Caller> among) => _oldestFirst.Find(caller => among(caller) && !caller.IsProven) ?? _oldestFirst.Find(among)!;
}
