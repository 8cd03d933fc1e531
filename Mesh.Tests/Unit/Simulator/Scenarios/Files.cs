using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>Reads scenarios from texts, as if they stood in lan.yaml.</summary>
internal static class Files
{
    public static readonly string[] Protocols = ["flood", "plumtree"];

    /// <summary>A scenario with nothing but what must be there; six lines.</summary>
    public const string Small = """
        duration: 60s
        nodes: 10
        topology:
          kind: ring

        """;

    public static Scenario One(string text, params ScenarioChange[] changes) => Assert.Single(All(text, changes));

    public static IReadOnlyList<Scenario> All(string text, params ScenarioChange[] changes) =>
        new ScenarioReader(Protocols, name => name == "TRACES" ? "somewhere" : null).ReadText(text, "lan.yaml", "lan.yaml", changes);

    public static string[] Faults(string text, params ScenarioChange[] changes) =>
        [.. Assert.Throws<ScenarioException>(() => All(text, changes)).Faults.Select(fault => fault.ToString())];
}
