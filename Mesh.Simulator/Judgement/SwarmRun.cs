using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Judgement;

/// <summary>A run of a swarm.</summary>
/// <param name="Scenario">What was drawn.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record SwarmRun(Scenario Scenario, RunResult Outcome);
