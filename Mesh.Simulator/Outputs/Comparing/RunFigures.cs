namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>The figures of one run, whether it was just run, or read from an output or a baseline.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Seed">The seed.</param>
/// <param name="TraceHash">The trace hash; empty when unknown.</param>
/// <param name="Values">The figures by name.</param>
internal sealed record RunFigures(string Scenario, string Protocol, ulong Seed, string TraceHash, IReadOnlyDictionary<string, double> Values);
