namespace Mesh.Simulator.Bench;

/// <summary>One figure of the bench.</summary>
/// <param name="Name">What was measured, in dotted words that stay the same from version to version.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Reading">What came out.</param>
internal sealed record Figure(string Name, string Unit, Reading Reading)
{
    /// <summary>The median divided by that of <see cref="RatioOf"/> in the same run; machines differ in this less than in the figure itself.</summary>
    public double? Ratio { get; init; }

    /// <summary>The name of the figure that <see cref="Ratio"/> divides by.</summary>
    public string? RatioOf { get; init; }

    /// <summary>What it should reach.</summary>
    public double? Target { get; init; }

    /// <summary>Whether the target is a floor; otherwise it is a ceiling.</summary>
    public bool TargetIsFloor { get; init; }

    /// <summary>Whether the median reaches the target; null without one. For people: no verdict depends on it.</summary>
    public bool? Reached => Target is not { } target ? null : TargetIsFloor ? Reading.Median >= target : Reading.Median <= target;

    /// <summary>The same with a ratio to another.</summary>
    public Figure To(Figure other) => this with { Ratio = Reading.Median / other.Reading.Median, RatioOf = other.Name };

    /// <summary>The same with a ceiling.</summary>
    public Figure AtMost(double target) => this with { Target = target, TargetIsFloor = false };

    /// <summary>The same with a floor.</summary>
    public Figure AtLeast(double target) => this with { Target = target, TargetIsFloor = true };
}
