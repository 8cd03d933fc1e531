namespace Mesh.Node.Wamp;

/// <summary>
/// What waits to leave for one session, in order. Bounded by bytes and by messages: an event that finds no room pushes out the oldest events, which are counted;
/// a reply that finds none even so ends the session, because a client that misses a reply is lost. Thread-safe; one reader at a time.
/// </summary>
internal sealed class OutgoingQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _replies = new();
    private readonly Queue<Entry> _events = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly int _bytesMax;
    private readonly int _messagesMax;
    private long _next;
    private long _bytes;
    private bool _isSignalled;
    private bool _isComplete;
    private long _dropped;
    private long _droppedInAll;

    public OutgoingQueue(int bytesMax = WampLimits.OutgoingBytesMax, int messagesMax = WampLimits.OutgoingMessagesMax)
    {
        _bytesMax = bytesMax;
        _messagesMax = messagesMax;
    }

    /// <summary>How many events were pushed out.</summary>
    public long DroppedInAll
    {
        get
        {
            lock (_lock)
            {
                return _droppedInAll;
            }
        }
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Adds an event; the oldest events make room for it.</summary>
    public void AddEvent(ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                return;
            }

            if (!MakeRoom(message.Length))
            {
                CountDropped();
                return;
            }

            Add(_events, message);
        }
    }

    /// <summary>Adds a reply.</summary>
    /// <returns>False when there is no room for it.</returns>
    public bool TryAdd(ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                return true;
            }

            if (!MakeRoom(message.Length))
            {
                return false;
            }

            Add(_replies, message);
            return true;
        }
    }

    /// <summary>Adds a last message, whatever waits, and ends: nothing is added any more.</summary>
    /// <param name="message">The last message; empty for none.</param>
    /// <param name="forgetsRest">Whether what waits before it is not sent.</param>
    public void Complete(ReadOnlyMemory<byte> message, bool forgetsRest)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                return;
            }

            if (forgetsRest)
            {
                _replies.Clear();
                _events.Clear();
                _bytes = 0;
            }

            if (!message.IsEmpty)
            {
                Add(_replies, message);
            }

            _isComplete = true;
            Signal();
        }
    }

    /// <summary>Waits until something waits.</summary>
    /// <returns>False when everything left and nothing will come.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_replies.Count + _events.Count > 0)
                {
                    return true;
                }

                if (_isComplete)
                {
                    return false;
                }

                _isSignalled = false;
            }

            await _signal.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes what waits, in order, until there are that many bytes; at least one message if any waits.</summary>
    public void Take(List<ReadOnlyMemory<byte>> batch, int bytesMax, int messagesMax = int.MaxValue)
    {
        lock (_lock)
        {
            int bytes = 0;
            while (_replies.Count + _events.Count > 0 && bytes < bytesMax && batch.Count < messagesMax)
            {
                Entry entry = Next().Dequeue();
                bytes += entry.Message.Length;
                _bytes -= entry.Message.Length;
                batch.Add(entry.Message);
            }
        }
    }

    /// <summary>How many events were pushed out since this was last asked.</summary>
    public long TakeDropped()
    {
        lock (_lock)
        {
            long dropped = _dropped;
            _dropped = 0;
            return dropped;
        }
    }

    public void Dispose() => _signal.Dispose();

    private Queue<Entry> Next() =>
        _events.Count == 0 || (_replies.Count > 0 && _replies.Peek().Number < _events.Peek().Number) ? _replies : _events;

    private bool MakeRoom(int length)
    {
        while (_bytes + length > _bytesMax || _replies.Count + _events.Count >= _messagesMax)
        {
            if (!_events.TryDequeue(out Entry oldest))
            {
                return false;
            }

            _bytes -= oldest.Message.Length;
            CountDropped();
        }

        return true;
    }

    private void CountDropped()
    {
        _dropped++;
        _droppedInAll++;
    }

    private void Add(Queue<Entry> queue, ReadOnlyMemory<byte> message)
    {
        queue.Enqueue(new Entry(_next++, message));
        _bytes += message.Length;
        Signal();
    }

    private void Signal()
    {
        if (!_isSignalled)
        {
            _isSignalled = true;
            _signal.Release();
        }
    }

    private readonly record struct Entry(long Number, ReadOnlyMemory<byte> Message);
}
