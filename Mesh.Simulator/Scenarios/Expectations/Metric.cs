using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>A figure of a run.</summary>
/// <param name="Name">Its path in the JSON output and its column in the CSV, such as <c>latencyMs.p99</c>.</param>
/// <param name="Unit">The unit that an expectation's value may carry.</param>
/// <param name="Scale">What the unit's base multiplies by to give the figure: 1000 for milliseconds.</param>
/// <param name="Better">Which way it is better.</param>
/// <param name="Read">Reads it; null when the run has no such figure.</param>
internal sealed record Metric(string Name, Unit Unit, double Scale, Better Better, Func<RunResult, double?> Read)
{
    /// <summary>For a share delivered within a time: the time in seconds.</summary>
    public double? WithinSeconds { get; init; }

    /// <summary>A value of the figure for people, with its unit.</summary>
    public string Shown(double value) => Unit switch
    {
        Unit.Seconds when Scale == 1000 => $"{Rounded(value)} ms",
        Unit.Seconds => $"{Rounded(value)} s",
        Unit.Bytes => $"{Rounded(value)} B",
        _ => Rounded(value),
    };

    /// <summary>Five significant digits.</summary>
    private static string Rounded(double value)
    {
        int digits = value == 0 ? 0 : Math.Clamp(5 - (int)Math.Ceiling(Math.Log10(Math.Abs(value))), 0, 9);
        return UnitScale.Number(Math.Round(value, digits));
    }
}
