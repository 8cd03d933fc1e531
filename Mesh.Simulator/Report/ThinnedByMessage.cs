namespace Mesh.Simulator.Report;

/// <summary>
/// Keeps a bounded number of records that belong to messages. When there are too many, those of every second message go, as whole messages, and of the
/// later ones only every second is kept from then on; then every fourth, and so on.
/// </summary>
/// <typeparam name="T">A record.</typeparam>
internal sealed class ThinnedByMessage<T>
{
    private readonly int _capacity;
    private List<(int Message, T Record)> _kept = [];

    /// <summary>Makes it empty.</summary>
    /// <param name="capacity">Most records kept.</param>
    public ThinnedByMessage(int capacity)
    {
        _capacity = capacity;
    }

    /// <summary>Messages whose number divides by this are kept; 1 is all.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>What is kept, in the order of adding.</summary>
    public IReadOnlyList<(int Message, T Record)> Kept => _kept;

    /// <summary>Adds a record.</summary>
    public void Add(int message, T record)
    {
        if (message % Stride != 0)
        {
            return;
        }

        _kept.Add((message, record));
        while (_kept.Count > _capacity)
        {
            int before = _kept.Count;
            Stride *= 2;
            _kept = [.. _kept.Where(entry => entry.Message % Stride == 0)];

            // One message alone may be too large: then the first records of it are kept, which are the front of its wave.
            if (_kept.Count == before && Stride > 1 << 20)
            {
                _kept.RemoveRange(_capacity, before - _capacity);
            }
        }
    }
}
