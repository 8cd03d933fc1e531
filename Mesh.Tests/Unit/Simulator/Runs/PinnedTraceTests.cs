using System.Text.Json;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Tests.Unit.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.Runs;

/// <summary>The committed hashes come from an optimised build; tests are not optimised, and run on other systems too.</summary>
public sealed class PinnedTraceTests
{
    [Fact]
    public void The_smoke_scenario_has_the_same_traces_in_every_build_and_on_every_system()
    {
        Scenario smoke = Files.One(File.ReadAllText(RepositoryFiles.PathOf("Mesh.Simulator/scenarios/smoke.yaml")));
        using JsonDocument baseline = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("Mesh.Simulator/baselines/smoke.json")));
        int compared = 0;
        foreach (JsonElement run in baseline.RootElement.GetProperty("runs").EnumerateArray())
        {
            RunResult result = ScenarioRun.Run(smoke, run.GetProperty("protocol").GetString()!, run.GetProperty("seed").GetUInt64(), [], TestContext.Current.CancellationToken);
            Assert.Equal(run.GetProperty("traceHash").GetString(), result.TraceHash);
            compared++;
        }

        Assert.True(compared >= 6);
    }
}
