namespace Mesh.Simulator.Bench;

/// <summary>What one part of the bench gave.</summary>
/// <param name="Part">The part.</param>
/// <param name="Figures">The figures, in the order in which they are shown.</param>
/// <param name="Notes">How it was measured, in sentences.</param>
internal sealed record PartReport(BenchPart Part, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Processes that wanted a core in the last minute, when the part began; null where the system does not tell.</summary>
    public double? LoadBefore { get; init; }

    /// <summary>The same when it ended; the part's own work is in it.</summary>
    public double? LoadAfter { get; init; }
}
