using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>The nodes of a file as they come: each name gets a provisional mark at once, and a number when all are known.</summary>
internal sealed class NodeNames
{
    private readonly Dictionary<string, int> _marks = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>The mark of a name, new or known.</summary>
    /// <param name="name">The name.</param>
    /// <param name="fault">Makes the fault when there are too many.</param>
    public int MarkOf(string name, Func<string, FormatFault> fault)
    {
        if (_marks.TryGetValue(name, out int mark))
        {
            return mark;
        }

        if (_names.Count == FormatLimits.NodesMax)
        {
            throw fault(FormattableString.Invariant($"at most {FormatLimits.NodesMax} nodes"));
        }

        mark = _names.Count;
        _marks.Add(name, mark);
        _names.Add(name);
        return mark;
    }

    /// <summary>Whether the name is known.</summary>
    public bool Knows(string name) => _marks.ContainsKey(name);

    /// <summary>The names by number, and the number of each mark. By value where all names are numbers, else by text.</summary>
    public (IReadOnlyList<string> Names, int[] Numbers) Sorted()
    {
        long[] values = new long[_names.Count];
        bool areNumbers = true;
        for (int i = 0; i < values.Length && areNumbers; i++)
        {
            areNumbers = long.TryParse(_names[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i]);
        }

        int[] order = [.. Enumerable.Range(0, _names.Count)];
        Array.Sort(order, (a, b) => areNumbers && values[a] != values[b] ? values[a].CompareTo(values[b]) : string.CompareOrdinal(_names[a], _names[b]));
        int[] numbers = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            numbers[order[i]] = i;
        }

        return ([.. order.Select(mark => _names[mark])], numbers);
    }
}
