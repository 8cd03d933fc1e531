using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Expectations;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>How much worse a figure's mean may become: a part of the old value, but at least an amount below which nobody cares.</summary>
/// <param name="Part">The part of the old value.</param>
/// <param name="Amount">The least amount, in the figure's own unit.</param>
internal readonly record struct Tolerance(double Part, double Amount)
{
    /// <summary>The tolerance of a figure when nothing else is said.</summary>
    public static Tolerance Of(string figure) => figure.Split('.')[0] switch
    {
        "delivery" or "deliveryWithin" => new(0, 0.002),
        "latencyMs" => new(0.10, 1),
        "stretch" => new(0.10, 0.05),
        "hops" or "ldh" => new(0.10, 0.5),
        "rmr" => new(0.10, 0.02),
        "usefulness" or "loadGini" or "airtimeShare" => new(0, 0.02),
        "failures" => new(0, 0),
        _ => new(0.05, 0),
    };

    /// <summary>The greatest change from an old value that is no change.</summary>
    public double Of(double old) => Math.Max(Part * Math.Abs(old), Amount);

    /// <summary>Reads <c>figure=5%</c> (a part) or <c>figure=0.01</c> (an amount).</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static string? TryRead(string text, out string figure, out Tolerance tolerance)
    {
        (figure, tolerance) = ("", default);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return $"{ShownText.Of(text)} is no tolerance; write figure=5% or figure=0.01.";
        }

        if (MetricCatalogue.Find(text[..equals]) is not { } metric)
        {
            return $"there is no figure {ShownText.Of(text[..equals])}; known are {string.Join(", ", MetricCatalogue.All.Select(other => other.Name))}.";
        }

        string value = text[(equals + 1)..];
        if (!UnitScale.Of(Unit.Share).TryRead(value, out decimal number) || number < 0)
        {
            return $"{ShownText.Of(value)} is neither a part such as 5% nor an amount such as 0.01.";
        }

        figure = metric.Name;
        tolerance = value.TrimEnd().EndsWith('%') ? new Tolerance((double)number, 0) : new Tolerance(0, (double)number);
        return null;
    }
}
