using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement;

/// <summary>What was written so far, by number: for each oracle that compares what is shown with it.</summary>
internal sealed class Written
{
    private readonly List<Entry?> _entries = [];

    /// <summary>How many numbers there are, written or not.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes a message that is written.</summary>
    public void Add(in RunEvent created)
    {
        while (_entries.Count <= created.Number)
        {
            _entries.Add(null);
        }

        _entries[created.Number] = new Entry(created.At, created.A, created.B, created.Text!);
    }

    /// <summary>The message of a number, or null when nobody has written it yet.</summary>
    public Entry? Find(int number) => number >= 0 && number < _entries.Count ? _entries[number] : null;

    /// <summary>A message.</summary>
    /// <param name="At">When it was written.</param>
    /// <param name="Writer">By whom.</param>
    /// <param name="To">For whom alone; -1 for everybody in the room.</param>
    /// <param name="Room">Where.</param>
    internal sealed record Entry(MeshInstant At, int Writer, int To, string Room);
}
