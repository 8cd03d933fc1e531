namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>How one figure of one scenario changed over its seeds.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Old">The mean before.</param>
/// <param name="New">The mean after.</param>
/// <param name="Interval">Where the mean change lies with 95 % confidence; null for a single seed.</param>
/// <param name="Verdict">What it means.</param>
internal sealed record FigureChange(string Figure, double Old, double New, Interval? Interval, Verdict Verdict)
{
    /// <summary>The new mean divided by the old; null when there is no old one.</summary>
    public double? Factor => Old == 0 ? (New == 0 ? 1 : null) : New / Old;
}
