using System.Diagnostics.Metrics;

namespace Mesh.Diagnostics;

/// <summary>Counts by the value of one tag. The values are fixed, and each is told from the start, also while it is zero. Thread-safe.</summary>
internal sealed class TallyTable
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Tally[] _tallies;

    /// <param name="tag">The tag's name.</param>
    /// <param name="values">Every value that it may have.</param>
    public TallyTable(string tag, IReadOnlyList<string> values)
    {
        _tags = [.. values.Select(value => new KeyValuePair<string, object?>(tag, value))];
        _tallies = [.. values.Select(_ => new Tally())];
    }

    /// <summary>Counts one.</summary>
    /// <exception cref="MeshInvariantException">The value is none of those that the table was made with.</exception>
    public void Add(string value)
    {
        int index = Array.FindIndex(_tags, tag => (string)tag.Value! == value);
        if (index < 0)
        {
            throw new MeshInvariantException($"Nothing counts '{value}'.");
        }

        _tallies[index].Add();
    }

    /// <summary>All counts with their tags.</summary>
    public IEnumerable<Measurement<long>> Measure() => _tags.Select((tag, index) => new Measurement<long>(_tallies[index].Count, tag));
}
