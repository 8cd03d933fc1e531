using System.Diagnostics;
using System.Globalization;

namespace Mesh.Simulator.Bench.Children;

/// <summary>The text of a message that the bench sends: which measurement it belongs to, and when it was typed, by the clock that all processes of a machine share.</summary>
internal static class BenchText
{
    /// <summary>The shortest text that always has room for both.</summary>
    public const int BytesMin = 40;

    private const char Separator = ':';

    /// <summary>A text of exactly so many bytes, typed now.</summary>
    public static string Write(string tag, int bytes) => Write(tag, Stopwatch.GetTimestamp(), bytes);

    /// <summary>A text of exactly so many bytes.</summary>
    public static string Write(string tag, long typedAt, int bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{tag}{Separator}{typedAt:x16}{Separator}").PadRight(bytes, 'x');

    /// <summary>Reads a text.</summary>
    /// <returns>False when it is none of the bench's.</returns>
    public static bool TryRead(string text, out string tag, out long typedAt)
    {
        typedAt = 0;
        int first = text.IndexOf(Separator, StringComparison.Ordinal);
        int second = first < 0 ? -1 : text.IndexOf(Separator, first + 1);
        tag = first < 0 ? "" : text[..first];
        return second > 0 && long.TryParse(text.AsSpan(first + 1, second - first - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out typedAt);
    }
}
