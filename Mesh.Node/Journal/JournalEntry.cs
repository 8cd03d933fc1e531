namespace Mesh.Node.Journal;

/// <summary>One event, serialised once for all who read it.</summary>
/// <param name="Number">Its number, from 1 in each run of the node.</param>
/// <param name="Lane">What it is about.</param>
/// <param name="Subject">What decides who wants it.</param>
/// <param name="Utf8">The JSON object, one line without its end.</param>
internal sealed record JournalEntry(long Number, JournalLane Lane, JournalSubject Subject, ReadOnlyMemory<byte> Utf8);
