using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>Times of a file's own clock, in whole microseconds; read through decimals, so that no digit of a public trace is lost.</summary>
internal static class FileTime
{
    private const decimal MicrosecondsMax = FormatLimits.SecondsMax * 1_000_000m;

    /// <summary>Reads a number of <paramref name="unit"/> microseconds each.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, long unit, out long microseconds)
    {
        microseconds = 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) || Math.Abs(value) > MicrosecondsMax / unit)
        {
            return false;
        }

        microseconds = (long)decimal.Round(value * unit, MidpointRounding.ToEven);
        return true;
    }

    /// <summary>Reads a date and time of ISO 8601, in UTC where it names no zone; microseconds since 1970.</summary>
    public static bool TryParseDate(ReadOnlySpan<char> text, out long microseconds)
    {
        bool isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date);
        microseconds = isDate ? (date - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;
        return isDate;
    }

    /// <summary>What is <see cref="MeshInstant.Zero"/> in a file that begins at <paramref name="first"/>: the file's own 0, unless that is far away or later.</summary>
    public static long Origin(long first) => first is < 0 or >= FormatLimits.EpochSeconds * 1_000_000 ? first : 0;

    /// <summary>Seconds, exact.</summary>
    public static decimal Seconds(long microseconds) => microseconds / 1_000_000m;
}
