namespace Mesh.Simulator.Formats;

/// <summary>Face-to-face contacts of SocioPatterns badges: <c>t i j [class of i, class of j]</c>; i and j were in contact from t - 20 s to t.</summary>
internal static class SocioPatterns
{
    private const long Window = 20_000_000;

    /// <summary>Reads a file, with blanks or commas between its fields.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        ContactLedger ledger = new();
        while (reader.NextRecord())
        {
            reader.Separator = reader.Text.Contains(',') ? ',' : ' ';
            long at = reader.NextTime("a time in seconds");
            int a = ledger.MarkOf(reader.NextName("a badge"), reader);
            int b = ledger.MarkOf(reader.NextName("a badge"), reader);
            ledger.Add(a, b, at - Window, at, reader);
        }

        return ledger.Build(source.Name, "contacts 't i j'");
    }
}
