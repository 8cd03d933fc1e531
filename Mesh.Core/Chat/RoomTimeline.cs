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

    /// <summary>Evicted entries whose places are kept, so that making room for one message does not move four thousand.</summary>
    private const int EmptyPlacesMax = 1_024;

    private readonly List<TimelineEntry?> _entries = [];
    private int _first;
    private long _characters;

    public int Count => _entries.Count - _first;

    /// <summary>Takes in a message.</summary>
    /// <returns>False when it is there already, or older than everything that still has room.</returns>
    public bool Add(TimelineEntry entry)
    {
        // Nearly always the newest: then the search ends at once.
        int index = Count > 0 && _entries[^1]!.CompareTo(entry) < 0 ? ~_entries.Count : _entries.BinarySearch(_first, Count, entry, null);
        if (index >= 0)
        {
            return false;
        }

        bool isFull = Count >= MessagesMax || _characters + entry.Message.Text.Length > CharactersMax;
        if (isFull && ~index == _first)
        {
            return false;
        }

        _entries.Insert(~index, entry);
        _characters += entry.Message.Text.Length;
        Trim();
        return true;
    }

    /// <summary>All messages, oldest first.</summary>
    public RoomMessage[] Snapshot() => [.. _entries.Skip(_first).Select(entry => entry!.Message)];

    /// <summary>The last messages, oldest first.</summary>
    public RoomMessage[] Latest(int count) => [.. _entries.Skip(Math.Max(_first, _entries.Count - count)).Select(entry => entry!.Message)];

    private void Trim()
    {
        while (Count > MessagesMax || (_characters > CharactersMax && Count > 1))
        {
            _characters -= _entries[_first]!.Message.Text.Length;
            _entries[_first++] = null;
        }

        if (_first > EmptyPlacesMax)
        {
            _entries.RemoveRange(0, _first);
            _first = 0;
        }
    }
}
