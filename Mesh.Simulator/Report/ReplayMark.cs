namespace Mesh.Simulator.Report;

/// <summary>Something that is marked on the time slider.</summary>
/// <param name="At">When, microseconds.</param>
/// <param name="Node">Whom it concerns; -1 several.</param>
/// <param name="Text">What it is.</param>
internal readonly record struct ReplayMark(long At, int Node, string Text);
