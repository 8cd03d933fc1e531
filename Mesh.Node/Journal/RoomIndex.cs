namespace Mesh.Node.Journal;

/// <summary>The messages that the journal holds, by room: as bounded as the journal itself. Not thread-safe; the journal's lock covers it.</summary>
internal sealed class RoomIndex
{
    private readonly Dictionary<string, Queue<JournalEntry>> _rooms = [];

    public int RoomCount => _rooms.Count;

    public void Add(JournalEntry entry)
    {
        if (entry.Subject is not { Event: JournalSubject.Message, Room: { } room })
        {
            return;
        }

        if (!_rooms.TryGetValue(room, out Queue<JournalEntry>? messages))
        {
            messages = new Queue<JournalEntry>();
            _rooms.Add(room, messages);
        }

        messages.Enqueue(entry);
    }

    /// <summary>The oldest message of its room goes.</summary>
    public void Remove(JournalEntry entry)
    {
        if (entry.Subject is { Event: JournalSubject.Message, Room: { } room } && _rooms.TryGetValue(room, out Queue<JournalEntry>? messages))
        {
            messages.Dequeue();
            if (messages.Count == 0)
            {
                _rooms.Remove(room);
            }
        }
    }

    /// <summary>With a lower bound the earliest behind it, else the latest; whether there are more in that direction.</summary>
    public (IReadOnlyList<JournalEntry> Messages, bool HasMore) Page(string room, long? after, long? before, int limit)
    {
        if (!_rooms.TryGetValue(room, out Queue<JournalEntry>? held))
        {
            return ([], false);
        }

        JournalEntry[] within = [.. held.Where(entry => entry.Number > (after ?? 0) && entry.Number < (before ?? long.MaxValue))];
        JournalEntry[] page = after is null ? within[Math.Max(0, within.Length - limit)..] : within[..Math.Min(limit, within.Length)];
        return (page, page.Length < within.Length);
    }
}
