using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Simulator.Commands;

/// <summary>One run to do.</summary>
/// <param name="Number">Its place among the runs of the command, from 0.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Seed">The seed.</param>
internal sealed record RunJob(int Number, Scenario Scenario, string Protocol, ulong Seed)
{
    private const string InvariantCheck = "invariants";

    /// <summary>Every run of scenarios: scenario by scenario, protocol by protocol, seed by seed.</summary>
    public static IReadOnlyList<RunJob> Of(IReadOnlyList<Scenario> scenarios) =>
    [
        .. scenarios
            .SelectMany(scenario => scenario.Protocols.SelectMany(protocol => scenario.Seeds.Select(seed => (scenario, protocol, seed))))
            .Select((run, number) => new RunJob(number, run.scenario, run.protocol, run.seed)),
    ];

    /// <summary>Runs and judges it on the calling thread.</summary>
    /// <param name="observers">Are told everything that happens.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
    public RunResult Run(IReadOnlyList<IRunObserver> observers, CancellationToken cancellationToken)
    {
        Expectation[] expectations = [.. ExpectationText.ReadAll(Scenario).Where(expectation => expectation.IsFor(Protocol))];
        string replay = ReplayCommand.Of(Scenario, Protocol, Seed);
        RunResult result;
        try
        {
            result = ScenarioRun.Run(Scenario, Protocol, Seed, observers, cancellationToken);
        }
        catch (MeshInvariantException broken)
        {
            return Broken(broken, replay);
        }

        IEnumerable<RunFailure> unmet = expectations
            .Select(expectation => (expectation, seen: expectation.Judge(result)))
            .Where(pair => pair.seen is not null)
            .Select(pair => new RunFailure(pair.expectation.Text, pair.seen!, replay));
        return result with
        {
            Checks = [.. result.Checks, .. expectations.Select(expectation => expectation.Text)],
            Failures = [.. result.Failures.Select(failure => failure.Replay.Length > 0 ? failure : failure with { Replay = replay }), .. unmet],
        };
    }

    /// <summary>A run that a broken invariant ended has no figures, but a seed.</summary>
    private RunResult Broken(MeshInvariantException broken, string replay)
    {
        Spread nothing = new(0, 0, 0, 0, 0);
        return new RunResult
        {
            Scenario = Scenario.Name,
            Protocol = Protocol,
            Seed = Seed,
            Nodes = Scenario.Nodes,
            TraceHash = "",
            SimulatedSeconds = 0,
            LatencyMs = nothing,
            Stretch = nothing,
            Hops = nothing,
            Checks = [InvariantCheck],
            Failures = [new RunFailure(InvariantCheck, $"A rule that must always hold was broken: {broken.Message}", replay)],
        };
    }
}
