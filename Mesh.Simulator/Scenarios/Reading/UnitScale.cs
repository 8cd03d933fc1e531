using System.Globalization;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>How numbers of one <see cref="Unit"/> are written.</summary>
/// <param name="Noun">What it is: "length".</param>
/// <param name="Hint">What to use instead of something wrong, after "use".</param>
/// <param name="Suffixes">The signs, smallest first.</param>
internal sealed record UnitScale(string Noun, string Hint, IReadOnlyList<UnitSuffix> Suffixes)
{
    /// <summary>The scale of a unit.</summary>
    public static UnitScale Of(Unit unit) => unit switch
    {
        Unit.Seconds => new("time", "seconds such as 10s, or us, ms, min, h, d", [new("us", 0.000_001m), new("µs", 0.000_001m, false), new("ms", 0.001m), new("s", 1), new("min", 60), new("h", 3600), new("d", 86_400)]),
        Unit.Metres => new("length", "metres such as 250m, or km", [new("m", 1), new("km", 1000)]),
        Unit.MetresPerSecond => new("speed", "metres a second such as 10m/s, or km/h", [new("km/h", 1m / 3.6m, false), new("m/s", 1)]),
        Unit.PerSecond => new("rate", "times a second such as 5/s, or /ms, /min, /h", [new("/h", 1m / 3600, false), new("/min", 1m / 60, false), new("/s", 1), new("/ms", 1000, false)]),
        Unit.Bytes => new("number of bytes", "bytes such as 200B, or kB, MB, KiB, MiB", [new("B", 1), new("kB", 1000), new("KiB", 1024, false), new("MB", 1_000_000), new("MiB", 1 << 20, false), new("GB", 1_000_000_000), new("GiB", 1 << 30, false)]),
        Unit.BitsPerSecond => new("bit rate", "bits a second such as 11Mbit/s, or kbit/s, Gbit/s", [new("bit/s", 1), new("kbit/s", 1000), new("Mbit/s", 1_000_000), new("Mb/s", 1_000_000, false), new("Gbit/s", 1_000_000_000)]),
        Unit.Share => new("share", "a part of one such as 0.02, or 2%", [new("%", 0.01m)]),
        Unit.Degrees => new("angle", "degrees such as 30deg", [new("deg", 1), new("°", 1, false)]),
        Unit.Decibels => new("number of decibels", "decibels such as 3dB, or dBm", [new("dB", 1), new("dBm", 1, false), new("dBi", 1, false)]),
        Unit.Hertz => new("frequency", "hertz such as 2.4GHz, or MHz", [new("Hz", 1), new("kHz", 1000, false), new("MHz", 1_000_000), new("GHz", 1_000_000_000)]),
        _ => new("number", "a number without unit", []),
    };

    /// <summary>Reads a number with or without sign; exact, for decimal fractions are not doubles.</summary>
    /// <returns>False when it is none.</returns>
    public bool TryRead(string text, out decimal value)
    {
        string number = text.Trim();
        value = 0;
        foreach (UnitSuffix suffix in Suffixes.OrderByDescending(suffix => suffix.Sign.Length))
        {
            if (number.EndsWith(suffix.Sign, StringComparison.Ordinal) && TryNumber(number[..^suffix.Sign.Length].TrimEnd(), out value))
            {
                // Factors such as a sixtieth do not end; the number of units that was written does.
                value = suffix.Factor < 1 ? Rounded(value, suffix.Factor) : value * suffix.Factor;
                return true;
            }
        }

        return TryNumber(number, out value);
    }

    /// <summary>The sign at the end of a text, or nothing.</summary>
    public string SignOf(string text) =>
        Suffixes.OrderByDescending(suffix => suffix.Sign.Length).FirstOrDefault(suffix => text.TrimEnd().EndsWith(suffix.Sign, StringComparison.Ordinal))?.Sign ?? "";

    /// <summary>A limit as a person writes it: 1000000 metres are "1000 km".</summary>
    public string Shown(double value)
    {
        UnitSuffix[] shown = [.. Suffixes.Where(suffix => suffix.IsShown)];
        UnitSuffix? best = shown.LastOrDefault(suffix => (double)suffix.Factor <= Math.Abs(value)) ?? shown.FirstOrDefault(suffix => suffix.Factor == 1);
        best = value == 0 ? shown.FirstOrDefault(suffix => suffix.Factor == 1) : best;
        return best is null || best.Sign == "%" ? Number(value) : $"{Number(value / (double)best.Factor)} {best.Sign}";
    }

    /// <summary>The shortest text of a number.</summary>
    public static string Number(double value) =>
        Math.Abs(value) is 0 or (>= 1e-4 and < 1e15) ? Math.Round(value, 9).ToString("0.#########", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private static decimal Rounded(decimal value, decimal factor) => Math.Abs(value) < 1_000_000_000_000 ? Math.Round(value * factor, 15) : value * factor;

    private static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && Math.Abs(value) < 1_000_000_000_000_000_000;
}
