namespace Mesh.Chat;

/// <summary>
/// A room's messages in the order in which they are shown (docs/protocol.md, "Messages"): by hybrid clock, then origin, incarnation and sequence number.
/// Bounded in messages and in characters: the oldest give way. Pure; not thread-safe.
/// </summary>
internal sealed class RoomTimeline
{
    /// <summary>Messages that a room shows.</summary>
    public const int MessagesMax = 4_096;

    /// <summary>Characters that they may have together: 128 messages of the largest size.</summary>
    public const int CharactersMax = 8 << 20;

    private readonly List<TimelineEntry> _entries = [];
    private long _characters;

    public int Count => _entries.Count;

    /// <summary>Takes in a message.</summary>
    /// <returns>False when it is there already, or older than everything that still has room.</returns>
    public bool Add(TimelineEntry entry)
    {
        // Nearly always the newest: then the search ends at once.
        int index = _entries.Count > 0 && _entries[^1].CompareTo(entry) < 0 ? ~_entries.Count : _entries.BinarySearch(entry);
        if (index >= 0)
        {
            return false;
        }

        bool isFull = _entries.Count >= MessagesMax || _characters + entry.Message.Text.Length > CharactersMax;
        if (isFull && ~index == 0)
        {
            return false;
        }

        _entries.Insert(~index, entry);
        _characters += entry.Message.Text.Length;
        Trim();
        return true;
    }

    /// <summary>All messages, oldest first.</summary>
    public RoomMessage[] Snapshot() => [.. _entries.Select(entry => entry.Message)];

    private void Trim()
    {
        int evicted = 0;
        while (_entries.Count - evicted > MessagesMax || (_characters > CharactersMax && evicted < _entries.Count - 1))
        {
            _characters -= _entries[evicted].Message.Text.Length;
            evicted++;
        }

        _entries.RemoveRange(0, evicted);
    }
}
