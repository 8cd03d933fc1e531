namespace Mesh.Simulator.Engine;

/// <summary>A 4-ary heap of numbers of events by (instant, order): four children a node keep the tree flat and a node's children in one cache line.</summary>
internal sealed class EventHeap
{
    private const int Arity = 4;

    private Entry[] _heap = new Entry[256];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The earliest; there must be one.</summary>
    public ref readonly Entry First => ref _heap[0];

    /// <summary>Adds an event.</summary>
    public void Add(in Entry entry)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        int child = Count++;
        while (child > 0)
        {
            int parent = (child - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[child] = _heap[parent];
            child = parent;
        }

        _heap[child] = entry;
    }

    /// <summary>Takes the earliest out; there must be one.</summary>
    public Entry Take()
    {
        Entry first = _heap[0];
        Entry last = _heap[--Count];
        int parent = 0;
        while (true)
        {
            int child = (parent * Arity) + 1;
            if (child >= Count)
            {
                break;
            }

            int least = child;
            int end = Math.Min(child + Arity, Count);
            for (child++; child < end; child++)
            {
                least = _heap[child].IsBefore(_heap[least]) ? child : least;
            }

            if (!_heap[least].IsBefore(last))
            {
                break;
            }

            _heap[parent] = _heap[least];
            parent = least;
        }

        _heap[parent] = last;
        return first;
    }

    /// <summary>An event by its number in the queue's pool.</summary>
    internal readonly record struct Entry(long At, long Order, int Index)
    {
        /// <summary>Whether it comes first.</summary>
        public bool IsBefore(in Entry other) => At != other.At ? At < other.At : Order < other.Order;
    }
}
