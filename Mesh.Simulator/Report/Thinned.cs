namespace Mesh.Simulator.Report;

/// <summary>Keeps a bounded number of records, evenly chosen: all at first, when they are too many every second one, then every fourth, and so on.</summary>
/// <typeparam name="T">A record.</typeparam>
internal sealed class Thinned<T>
{
    private readonly int _capacity;
    private readonly List<T> _kept = [];
    private long _seen;

    /// <summary>Makes it empty.</summary>
    /// <param name="capacity">Most records kept, at least 2.</param>
    public Thinned(int capacity)
    {
        _capacity = capacity;
    }

    /// <summary>Of so many records one is kept; 1 is all.</summary>
    public long Stride { get; private set; } = 1;

    /// <summary>What is kept, in the order of adding.</summary>
    public IReadOnlyList<T> Kept => _kept;

    /// <summary>Adds a record.</summary>
    public void Add(T record)
    {
        if (_seen++ % Stride == 0)
        {
            _kept.Add(record);
            if (_kept.Count > _capacity)
            {
                Halve();
            }
        }
    }

    private void Halve()
    {
        int left = 0;
        for (int i = 0; i < _kept.Count; i += 2)
        {
            _kept[left++] = _kept[i];
        }

        _kept.RemoveRange(left, _kept.Count - left);
        Stride *= 2;
    }
}
