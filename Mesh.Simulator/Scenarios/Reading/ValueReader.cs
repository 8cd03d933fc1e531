namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Turns a scalar's text into the value that a field takes, or says what is wrong with it.</summary>
internal static class ValueReader
{
    private const string RangeSign = "..";
    private const int TextLengthMax = 2000;

    /// <summary>Reads a value.</summary>
    /// <param name="text">As it stands in the file.</param>
    /// <param name="type">What the field takes.</param>
    /// <param name="about">Unit and limits.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null, or what is wrong, to stand behind the field's path.</returns>
    public static string? TryRead(string text, Type type, FieldAttribute about, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = text;
            return text.Length > TextLengthMax ? FormattableString.Invariant($"the text is longer than {TextLengthMax} characters.") : null;
        }

        if (type.IsEnum)
        {
            return TryReadEnum(text, type, out value);
        }

        if (type == typeof(bool))
        {
            value = text is "true" or "yes" or "on";
            return text is "true" or "yes" or "on" or "false" or "no" or "off" ? null : $"{Shown(text)} is neither true nor false.";
        }

        if (type == typeof(Bounds))
        {
            return TryReadBounds(text, about, out value);
        }

        if (TryReadNumber(text, about, out decimal number) is { } fault)
        {
            return fault;
        }

        value = Converted(number, type);
        return value is null ? $"{Shown(text)} is no whole number{Limits(about)}." : null;
    }

    /// <summary>The limits in words: " (0.1 m to 1000 km)", or nothing.</summary>
    public static string Limits(FieldAttribute about)
    {
        string range = Range(about);
        return range.Length == 0 ? "" : $" ({range})";
    }

    /// <summary>The limits in words without brackets; empty when there are none.</summary>
    public static string Range(FieldAttribute about)
    {
        UnitScale scale = UnitScale.Of(about.Unit);
        return (double.IsFinite(about.Min), double.IsFinite(about.Max)) switch
        {
            (true, true) => $"{scale.Shown(about.Min)} to {scale.Shown(about.Max)}",
            (true, false) => $"at least {scale.Shown(about.Min)}",
            (false, true) => $"at most {scale.Shown(about.Max)}",
            _ => "",
        };
    }

    private static string? TryReadEnum(string text, Type type, out object? value)
    {
        IReadOnlyList<string> names = KeyName.All(type);
        int index = names.ToList().IndexOf(text);
        value = index < 0 ? null : Enum.GetValues(type).GetValue(index);
        return index < 0 ? $"{Shown(text)} is not known; {KeyName.Suggestion(text, names)}known are {string.Join(", ", names)}." : null;
    }

    private static string? TryReadBounds(string text, FieldAttribute about, out object? value)
    {
        value = null;
        int between = text.IndexOf(RangeSign, StringComparison.Ordinal);
        string upper = between < 0 ? text : text[(between + RangeSign.Length)..];
        string lower = between < 0 ? text : text[..between];

        // The unit behind the upper end goes for both: "1..20 m/s".
        UnitScale scale = UnitScale.Of(about.Unit);
        lower = scale.SignOf(lower).Length == 0 ? lower + scale.SignOf(upper) : lower;
        if ((TryReadNumber(lower, about, out decimal min) ?? TryReadNumber(upper, about, out _)) is { } fault)
        {
            return fault;
        }

        _ = TryReadNumber(upper, about, out decimal max);
        value = new Bounds((double)min, (double)max);
        return min > max ? $"{Shown(text)} ends below its beginning; write the smaller value first." : null;
    }

    private static string? TryReadNumber(string text, FieldAttribute about, out decimal number)
    {
        UnitScale scale = UnitScale.Of(about.Unit);
        if (!scale.TryRead(text, out number))
        {
            string example = about.Example.Length == 0 ? "" : $", for example {about.Example}";
            return about.Unit == Unit.None
                ? $"{Shown(text)} is no number{Limits(about)}{example}."
                : $"{Shown(text)} is no {scale.Noun}; use {scale.Hint}{Limits(about)}.";
        }

        return (double)number < about.Min || (double)number > about.Max ? $"{Shown(text)} is outside {Range(about)}." : null;
    }

    private static object? Converted(decimal number, Type type)
    {
        if (type == typeof(double))
        {
            return (double)number;
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.FromMicroseconds((long)Math.Round(number * 1_000_000));
        }

        bool isWhole = number == Math.Truncate(number);
        return type switch
        {
            _ when !isWhole => null,
            _ when type == typeof(int) => number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
            _ when type == typeof(long) => number is >= long.MinValue and <= long.MaxValue ? (long)number : null,
            _ when type == typeof(ulong) => number is >= 0 and <= ulong.MaxValue ? (ulong)number : null,
            _ => throw new MeshInvariantException($"No reader for fields of type {type.Name}."),
        };
    }

    private static string Shown(string text) => text.Length == 0 ? "nothing" : ShownText.Of(text);
}
