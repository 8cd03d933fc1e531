using Mesh.Simulator.Judgement;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Judgement;

/// <summary>A bug that somebody put in is found, made small, and seen again by its file alone.</summary>
public sealed class SeededBugTests
{
    private const string Oracle = "at-most-once";
    private const int RunsMax = 20;

    [Fact]
    public void A_removed_check_for_duplicates_is_caught_by_the_swarm_shrunk_and_seen_again()
    {
        Swarm swarm = new(SwarmDraw.Of, job => Run(job.Scenario));
        SwarmRun caught = swarm.Run(1, threads: 1, done => RunsMax - done, _ => { }).First(run => run.Outcome.Failures.Count > 0);
        Assert.Contains(caught.Outcome.Failures, failure => failure.Oracle == Oracle);

        Shrinker shrinker = new(candidate => Run(candidate).Failures.Any(failure => failure.Oracle == Oracle), runsMax: 300);
        Scenario small = shrinker.Shrink(caught.Scenario, _ => { });

        Assert.InRange(small.Nodes, 3, 4);
        Assert.Empty(small.Faults);
        Assert.True(small.Duration <= TimeSpan.FromSeconds(10), small.Duration.ToString());
        Scenario read = Assert.Single(new ScenarioReader([], _ => null).ReadText(ScenarioWriter.Write(small), "small.yaml", "small.yaml", []));
        RunResult again = Run(read);
        Assert.Contains(again.Failures, failure => failure.Oracle == Oracle);
        Assert.Equal(Run(small).TraceHash, again.TraceHash);
    }

    [Fact]
    public void What_is_drawn_is_a_scenario_that_a_file_can_hold()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            Scenario drawn = SwarmDraw.Of(seed);
            Scenario read = Assert.Single(new ScenarioReader([], _ => null).ReadText(ScenarioWriter.Write(drawn), "drawn.yaml", "drawn.yaml", []));

            Assert.Equal(ScenarioWriter.Write(drawn), ScenarioWriter.Write(read));
        }
    }

    [Fact]
    public void Every_kind_of_fault_and_of_attacker_is_drawn_and_each_is_left_out_as_well()
    {
        Scenario[] drawn = [.. Enumerable.Range(1, 300).Select(seed => SwarmDraw.Of((ulong)seed))];

        foreach (Mesh.Simulator.Faults.FaultKind kind in Enum.GetValues<Mesh.Simulator.Faults.FaultKind>())
        {
            Assert.InRange(drawn.Count(scenario => scenario.Faults.Any(fault => fault.Kind == kind)), 5, 295);
        }

        Assert.Equal(Enum.GetValues<Mesh.Simulator.Faults.AttackerKind>(), drawn.SelectMany(scenario => scenario.Faults).Where(fault => fault.Kind == Mesh.Simulator.Faults.FaultKind.Attack).Select(fault => fault.Attacker).Distinct().Order());
    }

    private static RunResult Run(Scenario scenario)
    {
        ulong seed = scenario.Seeds[0];
        return ScenarioRun.Run(scenario, SceneBuilder.Build(scenario, seed, imported: null), log: null, ForgetfulFlood.Entry, seed, [], TestContext.Current.CancellationToken);
    }
}
