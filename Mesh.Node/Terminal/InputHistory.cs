namespace Mesh.Node.Terminal;

/// <summary>What was written before, for the arrow keys. The line being written waits at the end meanwhile.</summary>
internal sealed class InputHistory
{
    /// <summary>Entries kept; the oldest goes first.</summary>
    public const int EntriesMax = 200;

    private readonly List<string> _entries = [];
    private string _draft = string.Empty;
    private int _place;

    public int Count => _entries.Count;

    /// <summary>Keeps a line that was sent. The same line twice in a row is kept once.</summary>
    public void Add(string text)
    {
        if (_entries.Count == 0 || _entries[^1] != text)
        {
            _entries.Add(text);
        }

        if (_entries.Count > EntriesMax)
        {
            _entries.RemoveAt(0);
        }

        _place = _entries.Count;
        _draft = string.Empty;
    }

    /// <summary>The entry before, or null at the oldest.</summary>
    /// <param name="current">What is being written now; kept when the walk begins.</param>
    public string? Older(string current)
    {
        if (_place == 0)
        {
            return null;
        }

        _draft = _place == _entries.Count ? current : _draft;
        return _entries[--_place];
    }

    /// <summary>The entry behind, at last what was being written; null when already there.</summary>
    public string? Newer()
    {
        if (_place >= _entries.Count)
        {
            return null;
        }

        _place++;
        return _place == _entries.Count ? _draft : _entries[_place];
    }
}
