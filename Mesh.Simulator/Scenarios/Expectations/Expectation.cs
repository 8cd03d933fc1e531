using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>Something that must hold of a run's result.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Protocol">The only protocol that it is for, or null for all.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">With what, in the figure's own unit.</param>
internal sealed record Expectation(string Text, string? Protocol, Metric Metric, Comparison Comparison, double Value)
{
    /// <summary>Whether it says something about runs of a protocol.</summary>
    public bool IsFor(string protocol) => Protocol is null || Protocol == protocol;

    /// <summary>Holds it against a result.</summary>
    /// <returns>Null when it holds, otherwise what was seen.</returns>
    public string? Judge(RunResult result)
    {
        if (Metric.Read(result) is not { } seen)
        {
            return $"The run has no figure {Metric.Name}; what it delivered within is known for {string.Join(", ", result.DeliveryWithin.Select(within => MetricCatalogue.DeliveredWithin(within.Seconds).Name))}.";
        }

        return Holds(seen) ? null : $"{Metric.Name} is {Metric.Shown(seen)}, expected {Sign(Comparison)} {Metric.Shown(Value)}.";
    }

    private bool Holds(double seen) => Comparison switch
    {
        Comparison.AtMost => seen <= Value,
        Comparison.Below => seen < Value,
        Comparison.AtLeast => seen >= Value,
        Comparison.Above => seen > Value,
        _ => Math.Abs(seen - Value) <= 1e-9 * Math.Max(1, Math.Abs(Value)),
    };

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtMost => "at most",
        Comparison.Below => "below",
        Comparison.AtLeast => "at least",
        Comparison.Above => "above",
        _ => "exactly",
    };
}
