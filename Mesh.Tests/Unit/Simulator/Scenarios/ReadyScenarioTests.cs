using Mesh.Simulator.Commands;
using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>The scenarios that come with the tool can be read, and say what they show and what must hold.</summary>
public sealed class ReadyScenarioTests
{
    /// <summary>All of them; those that import a recorded trace only where the traces are.</summary>
    public static TheoryData<string> Names =>
        [.. ReadyScenarios.Names.Where(name => HasTraces || !File.ReadAllText(ReadyScenarios.PathOf(name)).Contains("MESH_TRACES", StringComparison.Ordinal))];

    private static bool HasTraces => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MESH_TRACES"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_ready_scenario_says_what_it_shows_and_what_must_hold(string name)
    {
        ScenarioReader reader = new([.. ProtocolCatalogue.All.Select(entry => entry.Name)], Environment.GetEnvironmentVariable);
        IReadOnlyList<Scenario> cells = reader.ReadFile(ReadyScenarios.PathOf(name), name, []);

        Assert.All(cells, cell =>
        {
            Assert.StartsWith(name, cell.Name, StringComparison.Ordinal);
            Assert.EndsWith(".", cell.About, StringComparison.Ordinal);
            Assert.NotEmpty(cell.Expect);
            Assert.NotEmpty(cell.Workload);
        });
    }

    [Fact]
    public void The_scenario_of_the_gate_is_there_and_takes_several_seeds()
    {
        ScenarioReader reader = new([.. ProtocolCatalogue.All.Select(entry => entry.Name)], _ => null);

        Assert.True(Assert.Single(reader.ReadFile(ReadyScenarios.PathOf("smoke"), "smoke", [])).Seeds.Count >= 3);
    }
}
