using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>
/// The records that wait to leave on one link, by class (docs/protocol.md, "Links"). The pump adds, the link's writing loop takes everything that is there
/// as one message. Bytes count as queued until the message that carries them was handed to the operating system. Thread-safe; one taker.
/// </summary>
internal sealed class SendQueue
{
    private const int Classes = (int)SendClass.Bulk + 1;

    private readonly Lock _lock = new();
    private readonly RecordLane[] _lanes = new RecordLane[Classes];
    private readonly WakeSignal _wake = new();
    private int _inFlight;
    private int _dropped;
    private bool _congested;
    private bool _complete;

    public SendQueue()
    {
        for (int lane = 0; lane < Classes; lane++)
        {
            _lanes[lane] = new RecordLane();
        }
    }

    /// <summary>Bundles of events that were dropped, the oldest first, because this link could not keep up.</summary>
    public int Dropped
    {
        get
        {
            lock (_lock)
            {
                return _dropped;
            }
        }
    }

    /// <summary>What is queued or being sent, with the cost of keeping it; events apart.</summary>
    public int Weight
    {
        get
        {
            lock (_lock)
            {
                return WeightNow;
            }
        }
    }

    private int WeightNow
    {
        get
        {
            int weight = _inFlight;
            for (int lane = 0; lane < Classes; lane++)
            {
                // Events have a limit of their own and drop the oldest: they never make a link slow for the rest.
                weight += lane == (int)SendClass.Topic ? 0 : _lanes[lane].Weight;
            }

            return weight;
        }
    }

    /// <summary>Adds a record, copying it. <see cref="Wake"/> tells the taker, once for many.</summary>
    /// <param name="record">The record's bytes.</param>
    /// <param name="sendClass">The queue it waits in.</param>
    /// <param name="tag">The tag of the own bundle that it carries, or 0.</param>
    /// <param name="level">What the machine should be told: the weight when it rose over the threshold with this record, else null.</param>
    /// <returns>False when the limit is passed and the link must be closed; the record was not taken. True and not taken when the queue is complete.</returns>
    public bool TryAdd(ReadOnlySpan<byte> record, SendClass sendClass, long tag, out int? level)
    {
        level = null;
        lock (_lock)
        {
            if (_complete)
            {
                return true;
            }

            RecordLane lane = _lanes[(int)sendClass];
            if (sendClass == SendClass.Topic)
            {
                AddEvents(lane, record, tag);
                return true;
            }

            int added = RecordLane.WeightOf(record.Length);
            int weight = WeightNow + added;
            int laneMax = sendClass >= SendClass.Sync ? NodeLimits.BackgroundQueueBytesMax : NodeLimits.SendQueueBytesMax;
            if (weight > NodeLimits.SendQueueBytesMax || lane.Weight + added > laneMax)
            {
                return false;
            }

            lane.Add(record, tag);
            if (!_congested && weight > NodeLimits.QueueCongestedBytes)
            {
                _congested = true;
                level = weight;
            }

            return true;
        }
    }

    public void Wake() => _wake.Set();

    private void AddEvents(RecordLane lane, ReadOnlySpan<byte> record, long tag)
    {
        while (lane.Count > 0 && lane.Weight + RecordLane.WeightOf(record.Length) > NodeLimits.TopicQueueBytesMax)
        {
            lane.Drop();
            _dropped++;
        }

        lane.Add(record, tag);
    }

    /// <summary>Takes no more records; what is there can still be taken.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
        }

        _wake.Set();
    }

    /// <summary>Forgets what waits and takes no more: for a link that cannot keep up.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _complete = true;
            foreach (RecordLane lane in _lanes)
            {
                lane.Clear();
            }
        }

        _wake.Set();
    }

    /// <summary>Waits until there is something to take.</summary>
    /// <returns>False when the queue is complete and empty.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (Array.Exists(_lanes, lane => lane.Count > 0))
                {
                    return true;
                }

                if (_complete)
                {
                    return false;
                }
            }

            await _wake.WaitAsync(cancellationToken).ConfigureAwait(OwnContext.Kept);
        }
    }

    /// <summary>
    /// Moves waiting records, most urgent class first, into <paramref name="message"/> until all are there or the next does not fit.
    /// </summary>
    /// <param name="message">Where they go; at least as large as the largest record.</param>
    /// <param name="tags">Receives the tags of own bundles among them.</param>
    /// <returns>Bytes and records taken.</returns>
    public (int Bytes, int Records) Take(Span<byte> message, List<long> tags)
    {
        int used = 0;
        int records = 0;
        lock (_lock)
        {
            foreach (RecordLane lane in _lanes)
            {
                while (lane.Count > 0)
                {
                    if (lane.NextLength > message.Length - used)
                    {
                        _inFlight = used;
                        return (used, records);
                    }

                    (int length, long tag) = lane.Take(message[used..]);
                    used += length;
                    records++;
                    if (tag != 0)
                    {
                        tags.Add(tag);
                    }
                }
            }

            _inFlight = used;
        }

        return (used, records);
    }

    /// <summary>The message last taken was handed to the operating system.</summary>
    /// <returns>What the machine should be told: the weight when a congested queue fell below the threshold, else null.</returns>
    public int? Sent()
    {
        lock (_lock)
        {
            _inFlight = 0;
            int weight = WeightNow;
            if (!_congested || weight >= NodeLimits.QueueRelievedBytes)
            {
                return null;
            }

            _congested = false;
            return weight;
        }
    }
}
