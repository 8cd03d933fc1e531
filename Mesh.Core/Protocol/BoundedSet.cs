namespace Mesh.Protocol;

/// <summary>A set that forgets its oldest element when it is full. Order of insertion decides, never a hash.</summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed class BoundedSet<T>
    where T : notnull
{
    private readonly HashSet<T> _set = [];
    private readonly Queue<T> _order = new();
    private readonly int _capacity;

    /// <summary>Makes a set of at most <paramref name="capacity"/> elements.</summary>
    public BoundedSet(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>How many elements there are.</summary>
    public int Count => _set.Count;

    /// <summary>Whether the element is there.</summary>
    public bool Contains(T element) => _set.Contains(element);

    /// <summary>Adds an element; false when it was there.</summary>
    public bool Add(T element)
    {
        if (!_set.Add(element))
        {
            return false;
        }

        _order.Enqueue(element);
        if (_order.Count > _capacity)
        {
            _set.Remove(_order.Dequeue());
        }

        return true;
    }
}
