namespace Mesh.Node.Journal;

/// <summary>The entries of one lane, oldest first, bounded by count and bytes: the oldest goes. Not thread-safe; the journal's lock covers it.</summary>
internal sealed class JournalRing
{
    private readonly long _bytesMax;
    private readonly JournalEntry?[] _entries;
    private long _first;
    private int _count;
    private long _bytes;

    public JournalRing(int countMax, long bytesMax)
    {
        _entries = new JournalEntry?[countMax];
        _bytesMax = bytesMax;
    }

    public int Count => _count;

    public long Bytes => _bytes;

    /// <summary>The number of the newest entry that is gone; 0 while none is.</summary>
    public long EvictedUpTo { get; private set; }

    public JournalEntry this[int index] => _entries[(_first + index) % _entries.Length]!;

    /// <summary>Adds an entry whose number is higher than all before, and lets the oldest go where that is too much.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="onEvicted">Told of each that goes.</param>
    public void Add(JournalEntry entry, Action<JournalEntry> onEvicted)
    {
        while (_count > 0 && (_count == _entries.Length || _bytes + entry.Utf8.Length > _bytesMax))
        {
            onEvicted(RemoveOldest());
        }

        _entries[(_first + _count) % _entries.Length] = entry;
        _count++;
        _bytes += entry.Utf8.Length;
    }

    /// <summary>The index of the first entry with a higher number; <see cref="Count"/> when there is none.</summary>
    public int IndexAfter(long number)
    {
        int low = 0;
        int high = _count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (this[middle].Number <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private JournalEntry RemoveOldest()
    {
        JournalEntry oldest = this[0];
        _entries[_first] = null;
        _first = (_first + 1) % _entries.Length;
        _count--;
        _bytes -= oldest.Utf8.Length;
        EvictedUpTo = oldest.Number;
        return oldest;
    }
}
