namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>A scenario's change over paired seeds.</summary>
/// <param name="Name">What is compared: the scenario, and its protocol.</param>
/// <param name="Pairs">How many seeds both sides have.</param>
/// <param name="SameTraces">How many of them have the same trace on both sides.</param>
/// <param name="Changes">The figures.</param>
internal sealed record ComparedGroup(string Name, int Pairs, int SameTraces, IReadOnlyList<FigureChange> Changes);
