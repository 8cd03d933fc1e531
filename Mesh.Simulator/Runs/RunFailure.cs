namespace Mesh.Simulator.Runs;

/// <summary>Something that did not hold.</summary>
/// <param name="Oracle">The check's name, kebab-case; an expectation's own text when it was one.</param>
/// <param name="Text">What was seen, in one sentence.</param>
/// <param name="Replay">The command that runs the very same again.</param>
internal sealed record RunFailure(string Oracle, string Text, string Replay)
{
    /// <summary>When it was seen, seconds of the run; null when it concerns the whole run.</summary>
    public double? AtSeconds { get; init; }

    /// <summary>At which node; -1 for none in particular.</summary>
    public int Node { get; init; } = -1;

    /// <summary>Which message; -1 for none in particular.</summary>
    public int Message { get; init; } = -1;

    /// <summary>How often the same oracle complained in this run.</summary>
    public long Times { get; init; } = 1;
}
