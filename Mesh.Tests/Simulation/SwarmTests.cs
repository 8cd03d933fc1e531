using Mesh.Simulator.Judgement;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;

namespace Mesh.Tests.Simulation;

/// <summary>
/// Random small networks under random mixes of faults, as "mesh-sim swarm" runs them: phase 1 demands safety, phase 2 heals and demands liveness.
/// A failure names its seed and the command; what it shrinks to then stays in the folder Failed.
/// </summary>
public sealed class SwarmTests
{
    private const int SeedsInCi = 100;
    private const int SeedsNightly = 20_000;

    private static string Failed => RepositoryFiles.PathOf("Mesh.Tests/Simulation/Failed");

    public static TheoryData<string> FailedOnce => [.. Directory.EnumerateFiles(Failed, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Safety_and_liveness_hold_for_every_seed() => Run(1, SeedsInCi);

    [Fact(Explicit = true)]
    public void Safety_and_liveness_hold_for_many_seeds() => Run(SeedsInCi + 1, SeedsNightly);

    [Theory]
    [MemberData(nameof(FailedOnce))]
    public void What_once_failed_holds(string file)
    {
        ScenarioReader reader = new([.. ProtocolCatalogue.All.Select(entry => entry.Name)], _ => null);
        Scenario scenario = Assert.Single(reader.ReadFile(Path.Combine(Failed, file), file, []));

        RunResult result = ScenarioRun.Run(scenario, scenario.Protocols[0], scenario.Seeds[0], [], TestContext.Current.CancellationToken);

        Assert.Empty(result.Failures.Select(failure => failure.ToString()));
        Assert.Contains("eventual-delivery", result.Checks);
    }

    private static void Run(ulong first, int count)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Swarm swarm = new(SwarmDraw.Of, job => job.Run([], cancellation));

        IReadOnlyList<SwarmRun> runs = swarm.Run(first, Environment.ProcessorCount, done => count - done, _ => { });

        Assert.Empty(runs.SelectMany(run => run.Outcome.Failures.Select(failure => FormattableString.Invariant($"{failure.Oracle}: {failure.Text} Repeat with: mesh-sim swarm --seed {run.Outcome.Seed} --runs 1"))));
        Assert.Equal(count, runs.Count);
        Assert.Equal(
            ["at-most-once", "author-order", "eventual-delivery", "limits", "not-before-contacts", "only-what-was-sent", "quiescence"],
            runs.SelectMany(run => run.Outcome.Checks).Distinct().Order(StringComparer.Ordinal));
    }
}
