namespace Mesh.Simulator.Judgement;

/// <summary>Something that an oracle saw and that must not be.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, in one sentence.</param>
/// <param name="Node">At which node; -1 for none in particular.</param>
/// <param name="Message">Which message; -1 for none in particular.</param>
internal sealed record Complaint(MeshInstant At, string Text, int Node = -1, int Message = -1);
