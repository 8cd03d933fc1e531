namespace Mesh.Hosting;

/// <summary>
/// Records of one send class that wait, oldest first, in one growing piece of memory: a record is copied once in and once out, and nothing is allocated for each.
/// Not thread-safe; its queue locks.
/// </summary>
internal sealed class RecordLane
{
    private const int FirstBytes = 4 << 10;
    private const int KeptBytesMax = 256 << 10;

    private readonly Queue<Entry> _entries = new();
    private byte[] _memory = [];
    private int _head;
    private int _tail;

    public int Count => _entries.Count;

    /// <summary>What the waiting records weigh: their bytes and the cost of keeping each.</summary>
    public int Weight => _tail - _head + (_entries.Count * NodeLimits.QueuedRecordExtraBytes);

    /// <summary>Length of the oldest record; there must be one.</summary>
    public int NextLength => _entries.Peek().Length;

    public static int WeightOf(int length) => length + NodeLimits.QueuedRecordExtraBytes;

    public void Add(ReadOnlySpan<byte> record, long tag)
    {
        Reserve(record.Length);
        record.CopyTo(_memory.AsSpan(_tail));
        _tail += record.Length;
        _entries.Enqueue(new Entry(record.Length, tag));
    }

    /// <summary>Moves the oldest record to the start of <paramref name="destination"/>.</summary>
    /// <returns>Its length and its tag.</returns>
    public (int Length, long Tag) Take(Span<byte> destination)
    {
        Entry entry = _entries.Dequeue();
        _memory.AsSpan(_head, entry.Length).CopyTo(destination);
        _head += entry.Length;
        if (_entries.Count == 0)
        {
            Rewind();
        }

        return (entry.Length, entry.Tag);
    }

    /// <summary>Forgets the oldest record; there must be one.</summary>
    public void Drop()
    {
        _head += _entries.Dequeue().Length;
        if (_entries.Count == 0)
        {
            Rewind();
        }
    }

    public void Clear()
    {
        _entries.Clear();
        Rewind();
    }

    private void Rewind()
    {
        _head = 0;
        _tail = 0;
        if (_memory.Length > KeptBytesMax)
        {
            _memory = [];
        }
    }

    private void Reserve(int length)
    {
        if (_memory.Length - _tail >= length)
        {
            return;
        }

        int waiting = _tail - _head;
        if (_memory.Length - waiting >= length && _head >= waiting)
        {
            _memory.AsSpan(_head, waiting).CopyTo(_memory);
        }
        else
        {
            byte[] larger = new byte[Math.Max(FirstBytes, 2 * (waiting + length))];
            _memory.AsSpan(_head, waiting).CopyTo(larger);
            _memory = larger;
        }

        _head = 0;
        _tail = waiting;
    }

    private readonly record struct Entry(int Length, long Tag);
}
