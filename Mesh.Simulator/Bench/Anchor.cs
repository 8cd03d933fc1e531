namespace Mesh.Simulator.Bench;

/// <summary>A published figure of another program, to stand beside ours.</summary>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="System">The program and how it was set up.</param>
/// <param name="Figures">Its figures, in the order of the columns of <see cref="Anchors"/>; a dash where there is none.</param>
internal sealed record Anchor(BenchPart Part, string System, IReadOnlyList<string> Figures);
