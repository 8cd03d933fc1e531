namespace Mesh.Node.Journal;

/// <summary>What a cursor found.</summary>
/// <param name="Reset">Why events are missing before these, "restarted" or "evicted"; null when none are.</param>
/// <param name="Entries">Events in order.</param>
internal readonly record struct JournalBatch(string? Reset, IReadOnlyList<JournalEntry> Entries)
{
    public bool IsEmpty => Reset is null && Entries.Count == 0;
}
