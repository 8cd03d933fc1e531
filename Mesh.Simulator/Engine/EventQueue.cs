using System.Numerics;

namespace Mesh.Simulator.Engine;

/// <summary>
/// Events by instant, first in first out among equals. A timing wheel (Varghese and Lauck 1987) of 131,072 slots of 8 us holds the next second, a heap what
/// lies beyond it; the slot that is due is put in order in a small heap. Events live in one pool: nothing is allocated for an event once the pool has grown.
/// </summary>
internal sealed class EventQueue
{
    private const int SlotBits = 3;
    private const int Slots = 1 << 17;
    private const int WordBits = 64;
    private const int Words = Slots / WordBits;
    private const int None = -1;

    private readonly int[] _slotHeads = new int[Slots];
    private readonly ulong[] _used = new ulong[Words];
    private readonly ulong[] _usedWords = new ulong[Words / WordBits];
    private readonly EventHeap _near = new();
    private readonly EventHeap _far = new();
    private SimulationEvent[] _pool = new SimulationEvent[1024];
    private (long Order, int Next)[] _links = new (long, int)[1024];
    private int _free = None;
    private int _poolUsed;
    private long _order;
    private long _slotNow;
    private int _inWheel;

    /// <summary>Makes an empty queue that stands at <see cref="MeshInstant.Zero"/>.</summary>
    public EventQueue()
    {
        Array.Fill(_slotHeads, None);
    }

    /// <summary>The instant of the event taken last.</summary>
    public MeshInstant Now { get; private set; }

    /// <summary>How many events wait.</summary>
    public int Count => _near.Count + _inWheel + _far.Count;

    /// <summary>Plans an event; one in the past happens now.</summary>
    public void Add(in SimulationEvent planned)
    {
        long at = Math.Max(planned.At.Microseconds, Now.Microseconds);
        int index = Rent(planned with { At = new MeshInstant(at) });
        Place(new EventHeap.Entry(at, _links[index].Order, index));
    }

    /// <summary>When the next event is due, or null.</summary>
    public MeshInstant? Next
    {
        get
        {
            Refill();
            return _near.Count == 0 ? null : new MeshInstant(_near.First.At);
        }
    }

    /// <summary>Takes the next event if it is due at <paramref name="limit"/>; time goes on to it.</summary>
    /// <returns>False when there is none; time then stays.</returns>
    public bool TryTake(MeshInstant limit, out SimulationEvent due)
    {
        Refill();
        if (_near.Count == 0 || _near.First.At > limit.Microseconds)
        {
            due = default;
            return false;
        }

        int index = _near.Take().Index;
        due = _pool[index];
        Now = due.At;
        _pool[index] = default;
        _links[index] = (0, _free);
        _free = index;
        return true;
    }

    /// <summary>Lets time go on to an instant before which nothing is due.</summary>
    public void AdvanceTo(MeshInstant instant)
    {
        if (Next is { } next && next < instant)
        {
            throw new MeshInvariantException($"An event at {next} was passed over by going on to {instant}.");
        }

        Now = instant > Now ? instant : Now;
    }

    private int Rent(in SimulationEvent planned)
    {
        int index = _free;
        if (index != None)
        {
            _free = _links[index].Next;
        }
        else
        {
            index = _poolUsed++;
            if (index == _pool.Length)
            {
                Array.Resize(ref _pool, index * 2);
                Array.Resize(ref _links, index * 2);
            }
        }

        _pool[index] = planned;
        _links[index] = (_order++, None);
        return index;
    }

    private void Place(in EventHeap.Entry entry)
    {
        long slot = entry.At >> SlotBits;
        if (slot <= _slotNow)
        {
            _near.Add(entry);
        }
        else if (slot < _slotNow + Slots)
        {
            int place = (int)(slot & (Slots - 1));
            _links[entry.Index].Next = _slotHeads[place];
            _slotHeads[place] = entry.Index;
            _used[place / WordBits] |= 1UL << (place % WordBits);
            _usedWords[place / WordBits / WordBits] |= 1UL << (place / WordBits % WordBits);
            _inWheel++;
        }
        else
        {
            _far.Add(entry);
        }
    }

    /// <summary>Moves on to the next slot that holds something, until the near heap does.</summary>
    private void Refill()
    {
        while (_near.Count == 0 && (_inWheel > 0 || _far.Count > 0))
        {
            long next = _inWheel > 0 ? NextUsedSlot() : long.MaxValue;
            if (_far.Count > 0)
            {
                next = Math.Min(next, _far.First.At >> SlotBits);
            }

            _slotNow = next;
            while (_far.Count > 0 && _far.First.At >> SlotBits < _slotNow + Slots)
            {
                Place(_far.Take());
            }

            Drain((int)(next & (Slots - 1)));
        }
    }

    private void Drain(int place)
    {
        int index = _slotHeads[place];
        while (index != None)
        {
            (long order, int next) = _links[index];
            _near.Add(new EventHeap.Entry(_pool[index].At.Microseconds, order, index));
            _inWheel--;
            index = next;
        }

        _slotHeads[place] = None;
        int word = place / WordBits;
        _used[word] &= ~(1UL << (place % WordBits));
        if (_used[word] == 0)
        {
            _usedWords[word / WordBits] &= ~(1UL << (word % WordBits));
        }
    }

    /// <summary>The next slot after the present one that holds something; there is one.</summary>
    private long NextUsedSlot()
    {
        int start = (int)((_slotNow + 1) & (Slots - 1));
        int found = FindFrom(start);
        int place = found != None ? found : FindFrom(0);
        int distance = (place - start) & (Slots - 1);
        return _slotNow + 1 + distance;
    }

    private int FindFrom(int start)
    {
        int word = start / WordBits;
        ulong bits = _used[word] & (ulong.MaxValue << (start % WordBits));
        if (bits != 0)
        {
            return (word * WordBits) + BitOperations.TrailingZeroCount(bits);
        }

        word++;
        int group = word / WordBits;
        if (group >= _usedWords.Length)
        {
            return None;
        }

        ulong words = _usedWords[group] & (ulong.MaxValue << (word % WordBits));
        while (words == 0)
        {
            if (++group == _usedWords.Length)
            {
                return None;
            }

            words = _usedWords[group];
        }

        word = (group * WordBits) + BitOperations.TrailingZeroCount(words);
        return (word * WordBits) + BitOperations.TrailingZeroCount(_used[word]);
    }
}
