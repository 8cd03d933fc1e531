using System.Globalization;
using System.Text;
using Mesh.Simulator.Fieldlogs;

namespace Mesh.Simulator.Formats;

/// <summary>Tells a file's format by its name and its first bytes.</summary>
internal static class FormatDetection
{
    private static readonly (string Ending, string Format)[] Endings =
    [
        (".movements", "bonnmotion"), (".ns_movements", "ns2"), (".ns2", "ns2"), (".mob", "ns2"), (".tcl", "ns2"), (".gpx", "gpx"), (".graphml", "graphml"), (".tlog", "tlog"), (".ulg", "ulog"),
        (".ulog", "ulog"), (".tij.dat", "sociopatterns"), (".tij.txt", "sociopatterns"), (".contacts.dat", "haggle"), (".vehicleout.txt", "aerpaw"), (".edges", "edge-list"), (".edgelist", "edge-list"),
    ];

    /// <summary>A name of the catalogue; null when nothing fits.</summary>
    public static string? Tell(FormatSource source)
    {
        string name = source.Name.ToLowerInvariant();
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        foreach ((string ending, string format) in Endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return format;
            }
        }

        byte[] start = source.ReadStart();
        return start switch
        {
            [0x55, 0x4C, 0x6F, 0x67, 0x01, 0x12, 0x35, ..] => "ulog",
            [_, _, _, _, _, _, _, _, 0xFD or 0xFE, ..] => "tlog",
            _ => TellText(Encoding.UTF8.GetString(start).TrimStart('\uFEFF')),
        };
    }

    private static string? TellText(string text)
    {
        string trimmed = text.TrimStart();
        if (trimmed.StartsWith('<'))
        {
            return trimmed.Contains("<gpx", StringComparison.Ordinal) ? "gpx" : trimmed.Contains("<graphml", StringComparison.Ordinal) ? "graphml" : null;
        }

        if (trimmed.StartsWith(FieldlogReader.Beginning, StringComparison.Ordinal))
        {
            return FieldlogReader.FormatName;
        }

        if (trimmed.StartsWith('{'))
        {
            return trimmed.Contains("\"contacts\"", StringComparison.Ordinal) && !trimmed.Contains("\"source\"", StringComparison.Ordinal) ? "contacts" : "meshnet-lab";
        }

        if (trimmed.StartsWith("#3D", StringComparison.Ordinal))
        {
            return "bonnmotion";
        }

        // The last line may be cut off by the end of the sample; it counts only when it is the only one.
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or '%'))];
        return lines.Length == 0 ? null : TellLines(lines.Length > 1 ? lines[..^1] : lines);
    }

    private static string? TellLines(string[] lines)
    {
        string first = lines[0];
        if (first.StartsWith('$'))
        {
            return "ns2";
        }

        if (first.Contains(';', StringComparison.Ordinal) && first.Split(';') is [_, _, _, "B" or "U" or "M", _])
        {
            return "sigcomm09";
        }

        string[] fields = first.Split([',', ';'], StringSplitOptions.TrimEntries);
        if (fields.Length > 1)
        {
            return CsvColumns.Of([.. fields.Select(field => field.ToLowerInvariant())]) is not null ? "csv"
                : fields.Length == 9 && FileTime.TryParseDate(fields[6], out _) ? "aerpaw"
                : fields.Length is 4 or 5 && AreNumbers(fields[..4]) ? "upb"
                : fields.Length is 2 or 3 && fields.All(field => Words(field).Length == 1) ? "edge-list" : null;
        }

        string[] words = Words(first);
        string[] second = lines.Length > 1 ? Words(lines[1]) : [];
        return words switch
        {
            [_, "CONN", _, _, _, ..] or [_, "C", _, _, _, _, ..] or [_, "S" or "DE" or "A", _, _, _] or [_, "DR" or "R", _, _] => "one-contacts",
            { Length: 6 or 8 } when AreNumbers(words) && second.Length is 4 or 5 => "one-movement",
            { Length: 6 } when AreNumbers(words) => "haggle",
            { Length: 4 } when AreNumbers(words) => Number(words[2]) >= FormatLimits.EpochSeconds * 100 ? "nccu" : "adyton",
            { Length: 3 or 5 } when lines.All(line => Words(line) is [var time, _, _, ..] && Number(time) is { } at && at >= 20 && at % 20 == 0) => "sociopatterns",
            { Length: 2 or 3 } when lines.All(line => Words(line).Length is 2 or 3) => "edge-list",
            _ => null,
        };
    }

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool AreNumbers(string[] words) => words.All(word => Number(word) is not null);

    private static double? Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
