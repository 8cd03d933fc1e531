namespace Mesh.Simulator.Report;

/// <summary>From when until when pairs of nodes had something, such as a contact. Bounded: the first so many are kept.</summary>
internal sealed class SpanLog
{
    private readonly int _capacity;
    private readonly List<(int A, int B, long From, long Until)> _spans = [];
    private readonly Dictionary<(int A, int B), List<int>> _open = [];

    /// <summary>Makes it empty.</summary>
    /// <param name="capacity">Most spans kept.</param>
    public SpanLog(int capacity)
    {
        _capacity = capacity;
    }

    /// <summary>The spans by their start; what is still open ends at <see cref="long.MaxValue"/>.</summary>
    public IReadOnlyList<(int A, int B, long From, long Until)> Spans => _spans;

    /// <summary>When the first one began that could not be kept; null when all are.</summary>
    public long? LostFrom { get; private set; }

    /// <summary>One begins.</summary>
    public void Open(int a, int b, long at)
    {
        if (_spans.Count == _capacity)
        {
            LostFrom ??= at;
            return;
        }

        if (!_open.TryGetValue((a, b), out List<int>? places))
        {
            _open.Add((a, b), places = []);
        }

        places.Add(_spans.Count);
        _spans.Add((a, b, at, long.MaxValue));
    }

    /// <summary>The oldest open one of a pair ends.</summary>
    /// <returns>Whether the pair has none left open.</returns>
    public bool Close(int a, int b, long at)
    {
        if (!_open.TryGetValue((a, b), out List<int>? places))
        {
            return true;
        }

        _spans[places[0]] = _spans[places[0]] with { Until = at };
        places.RemoveAt(0);
        if (places.Count == 0)
        {
            _open.Remove((a, b));
        }

        return places.Count == 0;
    }
}
