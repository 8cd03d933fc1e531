namespace Mesh.Protocol;

/// <summary>
/// A set that forgets its oldest element when it is full. Order of insertion decides, never a hash. Every link has one and most hold few elements:
/// up to <see cref="FewMax"/> they stand in one array that is searched from end to end.
/// </summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed class BoundedSet<T>
    where T : notnull
{
    private const int FewMax = 16;

    private readonly int _capacity;
    private List<T>? _few = [];
    private HashSet<T>? _many;
    private Queue<T>? _order;

    /// <summary>Makes a set of at most <paramref name="capacity"/> elements.</summary>
    public BoundedSet(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>How many elements there are.</summary>
    public int Count => _few?.Count ?? _many!.Count;

    /// <summary>Whether the element is there.</summary>
    public bool Contains(T element) => _few?.Contains(element) ?? _many!.Contains(element);

    /// <summary>Adds an element; false when it was there.</summary>
    public bool Add(T element)
    {
        if (_few is not { } few)
        {
            return AddToMany(element);
        }

        if (few.Contains(element))
        {
            return false;
        }

        few.Add(element);
        if (few.Count > _capacity)
        {
            few.RemoveAt(0);
        }
        else if (few.Count > FewMax)
        {
            _many = [.. few];
            _order = new Queue<T>(few);
            _few = null;
        }

        return true;
    }

    private bool AddToMany(T element)
    {
        if (!_many!.Add(element))
        {
            return false;
        }

        _order!.Enqueue(element);
        if (_order.Count > _capacity)
        {
            _many.Remove(_order.Dequeue());
        }

        return true;
    }
}
