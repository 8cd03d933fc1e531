using Mesh.Simulator.Formats;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>Graphs that stand still, and runs on them.</summary>
internal static class Graphs
{
    /// <summary>A ring in which everybody is also linked with those so many places further on: the number of links is twice that of the steps.</summary>
    public static (int A, int B)[] Ring(int nodes, params int[] steps) =>
        [.. steps.SelectMany(step => Enumerable.Range(0, nodes).Select(node => Pair(node, (node + step) % nodes))).Distinct()];

    /// <summary>Everybody with everybody.</summary>
    public static (int A, int B)[] Full(int nodes) =>
        [.. Enumerable.Range(0, nodes).SelectMany(a => Enumerable.Range(a + 1, nodes - a - 1).Select(b => (a, b)))];

    /// <summary>Runs a workload on a graph with two milliseconds a hop.</summary>
    public static RunResult Run(string protocol, int nodes, (int A, int B)[] links, WorkloadSpec workload, NodeSpec? node = null, params IRunObserver[] observers)
    {
        Scenario scenario = new()
        {
            Name = "graph",
            Duration = TimeSpan.FromSeconds(40),
            Radio = new() { Delay = new Bounds(0.002, 0.002) },
            Node = node ?? new NodeSpec { LinksMax = 64, Presence = false },
            Workload = [workload],
        };
        MeshInstant end = MeshInstant.Zero + scenario.Duration;
        Scene scene = new()
        {
            Contacts = new ContactPlan(nodes, scenario.Duration, links.Select(link => new Contact(link.A, link.B, MeshInstant.Zero, end))),
            Medium = new EvenMedium(),
        };
        return ScenarioRun.Run(scenario, scene, _ => Array.Empty<ImportedMessage>(), protocol, 1, observers, TestContext.Current.CancellationToken);
    }

    private static (int A, int B) Pair(int a, int b) => a < b ? (a, b) : (b, a);
}
