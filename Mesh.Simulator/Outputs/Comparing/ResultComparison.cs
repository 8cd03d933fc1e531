namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>How runs differ from runs before.</summary>
/// <param name="Groups">Scenario by scenario.</param>
/// <param name="OldOnly">Runs before that have no partner now.</param>
/// <param name="NewOnly">Runs now that have no partner before.</param>
internal sealed record ResultComparison(IReadOnlyList<ComparedGroup> Groups, int OldOnly, int NewOnly)
{
    /// <summary>Whether something became worse.</summary>
    public bool HasRegression => Count(Verdict.Worse) > 0;

    /// <summary>How many figures have a verdict.</summary>
    public int Count(Verdict verdict) => Groups.Sum(group => group.Changes.Count(change => change.Verdict == verdict));
}
