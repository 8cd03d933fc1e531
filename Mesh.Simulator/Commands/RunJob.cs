using System.Diagnostics;
using System.Reflection;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Expectations;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>One run to do.</summary>
/// <param name="Number">Its place among the runs of the command, from 0.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Seed">The seed.</param>
internal sealed record RunJob(int Number, Scenario Scenario, string Protocol, ulong Seed)
{
    private const string InvariantCheck = "invariants";
    private const string ExceptionCheck = "no-exception";

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
            return Ended(new RunFailure(InvariantCheck, $"A rule that must always hold was broken: {broken.Message}", replay));
        }
        catch (Exception fault) when (fault is not (FormatFault or CommandFault or ScenarioException or OperationCanceledException))
        {
            // Whatever a protocol throws is found again only by scenario, protocol and seed, so it is a result, and the other runs go on.
            return Ended(new RunFailure(ExceptionCheck, Told(fault), replay));
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

    /// <summary>An exception in one line: what, why, and the first method of Mesh that it left.</summary>
    private static string Told(Exception fault)
    {
        MethodBase? left = new StackTrace(fault).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(IsOurs);
        return $"The run ended with {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}{(left is null ? "" : $" (in {left.DeclaringType!.FullName}.{left.Name})")}";
    }

    private static bool IsOurs(MethodBase? method) =>
        method?.DeclaringType?.Namespace is { } space && (space == nameof(Mesh) || space.StartsWith(nameof(Mesh) + ".", StringComparison.Ordinal));

    /// <summary>A run that ended before its time has no figures, but a seed.</summary>
    private RunResult Ended(RunFailure failure)
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
            Checks = [failure.Oracle],
            Failures = [failure],
        };
    }
}
