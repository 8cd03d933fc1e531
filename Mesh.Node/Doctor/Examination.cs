namespace Mesh.Node.Doctor;

/// <summary>What an examination brought.</summary>
/// <param name="At">When it ended, by this machine's wall clock.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Findings">What is wrong, the worst first; empty on a healthy machine.</param>
/// <param name="Facts">What was looked at.</param>
internal sealed record Examination(DateTimeOffset At, TimeSpan Took, IReadOnlyList<Finding> Findings, Facts Facts)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsHealthy => Findings.Count == 0;
}
