namespace Mesh.Simulator.Runs;

/// <summary>Something that did not hold.</summary>
/// <param name="Oracle">The check's name, kebab-case; an expectation's own text when it was one.</param>
/// <param name="Text">What was seen, in one sentence.</param>
/// <param name="Replay">The command that runs the very same again.</param>
internal sealed record RunFailure(string Oracle, string Text, string Replay);
