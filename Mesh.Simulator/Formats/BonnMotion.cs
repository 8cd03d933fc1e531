using System.Globalization;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// BonnMotion's own files: <c>NAME.movements.gz</c> with one node on each line, <c>t x y t x y ...</c> or, after a line <c>#3D</c>, <c>t x y z ...</c>;
/// and <c>NAME.params</c> beside it with <c>duration</c> and <c>J=2D|3D</c>.
/// </summary>
internal static class BonnMotion
{
    /// <summary>Reads the movement, and the parameters where they lie beside it.</summary>
    public static Imported Read(FormatSource source)
    {
        IReadOnlyDictionary<string, string> parameters = Parameters(source);
        using LineReader reader = source.OpenLines();
        bool isSolid = parameters.GetValueOrDefault("J") == "3D";
        TrackLedger ledger = new();
        while (reader.NextLine())
        {
            if (reader.Text.StartsWith("#3D"))
            {
                isSolid = true;
            }

            if (!reader.IsLineEnd && !reader.Text.TrimStart().StartsWith("#"))
            {
                ReadNode(reader, ledger, isSolid);
            }
        }

        if (parameters.TryGetValue("duration", out string? text) && FileTime.TryParse(text, 1_000_000, out long duration) && duration > 0)
        {
            ledger.Touch(duration);
        }

        return ledger.Build(source.Name, "nodes; expected a line 't x y t x y ...' for each", hasJumps: true);
    }

    private static void ReadNode(LineReader reader, TrackLedger ledger, bool isSolid)
    {
        int mark = ledger.MarkOf(ledger.Count.ToString(CultureInfo.InvariantCulture), reader.Fault);
        double before = 0;
        while (reader.TryNext())
        {
            long at = reader.Time("a time in seconds");
            double seconds = reader.Number("a time in seconds");
            if (seconds < before)
            {
                throw reader.Fault("a time that is not before 0 or the last one");
            }

            before = seconds;
            double x = reader.NextMetres("x in metres");
            double y = reader.NextMetres("y in metres");
            double z = isSolid ? reader.NextMetres("z in metres") : 0;

            // Its times have sixteen digits; without those behind the microsecond, contacts of nodes that hardly part are wrong by several.
            ledger.Add(mark, at, new Position(x, y, z), reader.Fault, (seconds * 1e6) - at);
        }
    }

    private static SortedDictionary<string, string> Parameters(FormatSource source)
    {
        SortedDictionary<string, string> parameters = new(StringComparer.Ordinal);
        string stem = source.Stem;
        if (source.Beside((stem.EndsWith(".movements", StringComparison.Ordinal) ? stem[..^".movements".Length] : stem) + ".params") is not { } beside)
        {
            return parameters;
        }

        using LineReader reader = beside.OpenLines();
        reader.Separator = '=';
        while (reader.NextRecord())
        {
            reader.Bound(parameters.Count + 1L);
            string key = reader.Next("'key=value'").ToString();
            parameters[key] = reader.TryNext() ? reader.Field.ToString() : throw reader.Fault("'key=value'");
        }

        if (parameters.TryGetValue("duration", out string? duration) && !FileTime.TryParse(duration, 1_000_000, out _))
        {
            throw FormatFault.Of(beside.Name, $"expected a duration in seconds, found '{(duration.Length > FormatLimits.NameCharsMax ? duration[..FormatLimits.NameCharsMax] : duration)}'.");
        }

        return parameters;
    }
}
