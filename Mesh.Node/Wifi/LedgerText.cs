namespace Mesh.Node.Wifi;

/// <summary>What stands in a ledger.</summary>
/// <param name="Entries">The entries in the order in which they were written, each with what became known of it later.</param>
/// <param name="Malformed">Whole lines that are no entries, so that nothing is done for them.</param>
internal sealed record LedgerText(IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<string> Malformed)
{
    /// <summary>Reads it.</summary>
    public static LedgerText Of(string text)
    {
        SortedDictionary<int, LedgerEntry> entries = [];
        List<string> malformed = [];

        // What follows the last line break was cut off, so its change was not begun.
        int whole = text.LastIndexOf('\n') + 1;
        foreach (string line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (LedgerEntry.Of(line) is { } entry)
            {
                entries[entry.Number] = entry;
            }
            else
            {
                malformed.Add(line);
            }
        }

        return new LedgerText([.. entries.Values], malformed);
    }
}
