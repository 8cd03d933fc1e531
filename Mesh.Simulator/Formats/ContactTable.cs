namespace Mesh.Simulator.Formats;

/// <summary>Tables with a contact on each line: two nodes, a beginning, and an end or a length.</summary>
internal static class ContactTable
{
    /// <summary>Adyton: <c>a b start end</c> in seconds, sorted by start.</summary>
    public static Imported ReadAdyton(FormatSource source) => Read(source, ' ', 1_000_000, "the end in seconds", isLength: false);

    /// <summary>NCCU: <c>a b start end</c> in milliseconds.</summary>
    public static Imported ReadNccu(FormatSource source) => Read(source, ' ', 1_000, "the end in milliseconds", isLength: false);

    /// <summary>UPB 2011 and 2012 (HYCCUPS): <c>a,b,start,duration[,type]</c> in milliseconds; the type of the encounter is left out.</summary>
    public static Imported ReadUpb(FormatSource source) => Read(source, ',', 1_000, "the duration in milliseconds", isLength: true);

    private static Imported Read(FormatSource source, char separator, long unit, string end, bool isLength)
    {
        using LineReader reader = source.OpenLines();
        reader.Separator = separator;
        ContactLedger ledger = new();
        while (reader.NextRecord())
        {
            int a = ledger.MarkOf(reader.NextName("a node"), reader);
            int b = ledger.MarkOf(reader.NextName("a node"), reader);
            long up = reader.NextTime("the start", unit);
            long down = reader.NextTime(end, unit) + (isLength ? up : 0);
            if (down < up)
            {
                throw reader.Fault(end + ", not before the start");
            }

            if (!isLength)
            {
                reader.EndLine(end);
            }

            ledger.Add(a, b, up, down, reader);
        }

        return ledger.Build(source.Name, "contacts");
    }
}
