namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>Where a mean lies with 95 % confidence.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value is inside.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
