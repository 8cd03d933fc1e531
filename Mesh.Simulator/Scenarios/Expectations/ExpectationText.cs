using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>
/// Reads expectations. Grammar: <c>[protocol ':'] figure ('&lt;=' | '&lt;' | '>=' | '>' | '==') value</c>, where the value may carry the figure's unit.
/// </summary>
internal static class ExpectationText
{
    private static readonly (string Sign, Comparison Comparison)[] Signs =
        [("<=", Comparison.AtMost), (">=", Comparison.AtLeast), ("==", Comparison.Equal), ("<", Comparison.Below), (">", Comparison.Above)];

    /// <summary>Reads one.</summary>
    /// <param name="text">As it stands in the file.</param>
    /// <param name="protocols">The protocols there are; empty when they are not known.</param>
    /// <param name="expectation">The expectation.</param>
    /// <returns>Null, or what is wrong with the column in the text, from 0.</returns>
    public static (int Column, string Text)? TryRead(string text, IReadOnlyCollection<string> protocols, out Expectation? expectation)
    {
        expectation = null;
        int at = text.IndexOfAny(['<', '>', '=']);
        if (at < 0)
        {
            return (text.Length, $"{ShownText.Of(text)} compares nothing; write a figure, a sign and a value, such as 'delivery >= 0.999'.");
        }

        (string sign, Comparison comparison) = Signs.FirstOrDefault(pair => string.CompareOrdinal(text, at, pair.Sign, 0, pair.Sign.Length) == 0);
        if (sign is null)
        {
            return (at, $"{ShownText.Of(text[at..])} begins with no comparison; known are <=, <, >=, > and ==.");
        }

        int colon = text.IndexOf(':', 0, at);
        string? protocol = colon < 0 ? null : text[..colon].Trim();
        if (protocol is not null && protocols.Count > 0 && !protocols.Contains(protocol))
        {
            return (0, $"there is no protocol {ShownText.Of(protocol)}; {KeyName.Suggestion(protocol, protocols)}known are {string.Join(", ", protocols)}.");
        }

        int nameStart = Skip(text, colon + 1);
        string name = text[nameStart..at].Trim();
        if (FindMetric(name, out Metric? metric) is { } unknown)
        {
            return (nameStart, unknown);
        }

        int valueStart = Skip(text, at + sign.Length);
        if (ReadValue(text[valueStart..].Trim(), metric!, out double value) is { } fault)
        {
            return (valueStart, fault);
        }

        expectation = new Expectation(text.Trim(), protocol, metric!, comparison, value);
        return null;
    }

    /// <summary>Reads what a checked scenario expects.</summary>
    public static IReadOnlyList<Expectation> ReadAll(Scenario scenario)
    {
        List<Expectation> expectations = [];
        foreach (string text in scenario.Expect)
        {
            if (TryRead(text, [], out Expectation? expectation) is { } fault)
            {
                throw new ScenarioException(new FilePlace(scenario.Source, 0, 0), $"expect: {fault.Text}");
            }

            expectations.Add(expectation!);
        }

        return expectations;
    }

    /// <summary>The times within which a scenario expects shares to be delivered, seconds; a run's result has them beside the usual ones.</summary>
    public static IEnumerable<double> TimesOf(Scenario scenario) => ReadAll(scenario).Select(expectation => expectation.Metric.WithinSeconds).OfType<double>();

    private static string? FindMetric(string name, out Metric? metric)
    {
        metric = MetricCatalogue.Find(name);
        if (metric is not null)
        {
            return null;
        }

        if (name.StartsWith("cpu", StringComparison.OrdinalIgnoreCase))
        {
            return "computing time decides no verdict, for it depends on the machine; 'mesh-sim bench' measures it.";
        }

        string[] known = [.. MetricCatalogue.All.Select(other => other.Name), "deliveryWithin.10s"];
        return $"there is no figure {(name.Length == 0 ? "without name" : ShownText.Of(name))}; {KeyName.Suggestion(name, known.Concat(known.Select(other => other.Replace("Ms", "", StringComparison.Ordinal))))}known are {string.Join(", ", known)}.";
    }

    private static string? ReadValue(string text, Metric metric, out double value)
    {
        UnitScale scale = UnitScale.Of(metric.Unit);
        bool isRead = scale.TryRead(text, out decimal number);

        // A plain number is in the figure's own unit, which its name tells: latencyMs.
        bool isPlain = scale.SignOf(text).Length == 0;
        value = (double)number * (isPlain ? 1 : metric.Scale);
        if (isRead)
        {
            return null;
        }

        return metric.Unit == Unit.None
            ? $"{ShownText.Of(text)} is no number; {metric.Name} has no unit."
            : $"{ShownText.Of(text)} is no {scale.Noun}; use {(metric.Scale == 1000 ? "a time such as 75ms" : scale.Hint)}.";
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
