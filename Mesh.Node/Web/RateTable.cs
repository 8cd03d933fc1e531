namespace Mesh.Node.Web;

/// <summary>
/// Token buckets by key, bounded: when the table is full, the key that was quiet longest goes. Its bucket had filled up by then, or whoever floods
/// with keys gets from each what a newcomer gets, and no more. Thread-safe.
/// </summary>
internal sealed class RateTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Bucket>> _buckets = [];
    private readonly LinkedList<Bucket> _byUse = new();
    private readonly int _keysMax;
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;

    public RateTable((int PerSecond, int Burst) rate, int keysMax, TimeProvider time)
    {
        _perSecond = rate.PerSecond;
        _burst = rate.Burst;
        _keysMax = keysMax;
        _time = time;
    }

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>Takes one.</summary>
    /// <returns>Zero when it may be taken; else how long until one may.</returns>
    public TimeSpan Take(string key)
    {
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            Bucket bucket = Remembered(key, now);
            double tokens = Math.Min(_burst, bucket.Tokens + (_time.GetElapsedTime(bucket.At, now).TotalSeconds * _perSecond));
            bool isTaken = tokens >= 1;
            bucket.Tokens = isTaken ? tokens - 1 : tokens;
            bucket.At = now;
            return isTaken ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / _perSecond);
        }
    }

    /// <summary>The key's bucket, moved to the end that is forgotten last.</summary>
    private Bucket Remembered(string key, long now)
    {
        if (_buckets.TryGetValue(key, out LinkedListNode<Bucket>? node))
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }

        if (_buckets.Count >= _keysMax && _byUse.First is { } quietest)
        {
            _byUse.RemoveFirst();
            _buckets.Remove(quietest.Value.Key);
        }

        Bucket fresh = new(key) { Tokens = _burst, At = now };
        _buckets.Add(key, _byUse.AddLast(fresh));
        return fresh;
    }

    private sealed class Bucket(string key)
    {
        public string Key => key;

        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
