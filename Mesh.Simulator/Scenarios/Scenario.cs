using Mesh.Simulator.Faults;
using Mesh.Simulator.Network;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Radio;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Simulator.Scenarios;

/// <summary>What a scenario file says, checked. One scenario is run once for each protocol, seed and cell of the matrix.</summary>
internal sealed record Scenario
{
    /// <summary>Its name: the file's without ending when the file gives none.</summary>
    [Field("Name of the scenario, for reports.")]
    public string Name { get; init; } = "";

    /// <summary>What it shows.</summary>
    [Field("What the scenario shows, in a sentence.")]
    public string About { get; init; } = "";

    /// <summary>How many nodes; 0 where an import says it.</summary>
    [Field("How many nodes; left out where imported movement, contacts or a graph say it.", Min = 0, Max = 100_000)]
    public int Nodes { get; init; }

    /// <summary>How long it runs.</summary>
    [Field("Simulated time of the whole run.", Unit = Unit.Seconds, Min = 0.001, Max = 31_536_000, Example = "60s")]
    public required TimeSpan Duration { get; init; }

    /// <summary>The seeds; one run for each.</summary>
    [Field("Seeds: a list, or a range such as 1..20.", Min = 0)]
    public IReadOnlyList<ulong> Seeds { get; init; } = [1];

    /// <summary>Which protocols run, by the names of the protocol catalogue.</summary>
    [Field("Protocols to run; 'mesh-sim list' names them.")]
    public IReadOnlyList<string> Protocols { get; init; } = ["plumtree"];

    /// <summary>A graph that stands still; exclusive with <see cref="Mobility"/> and <see cref="Import"/>.</summary>
    [Field("A graph of nodes that stand still.")]
    public TopologySpec? Topology { get; init; }

    /// <summary>How nodes move.</summary>
    [Field("How the nodes move.")]
    public MobilitySpec? Mobility { get; init; }

    /// <summary>Movement, contacts or a graph from a file.</summary>
    [Field("Movement, contacts or a graph from a file.")]
    public ImportSpec? Import { get; init; }

    /// <summary>What decides contacts from places, and carries frames.</summary>
    [Field("Radio or wire: who hears whom, how fast, with what loss.")]
    public RadioSpec Radio { get; init; } = new();

    /// <summary>How the nodes are set up.</summary>
    [Field("How the nodes are set up.")]
    public NodeSpec Node { get; init; } = new();

    /// <summary>What is written, by whom and when.</summary>
    [Field("What is written, by whom and when; several add up.")]
    public IReadOnlyList<WorkloadSpec> Workload { get; init; } = [];

    /// <summary>What goes wrong.</summary>
    [Field("What goes wrong.")]
    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    /// <summary>How long after the faults everything may take; zero when that is not judged.</summary>
    [Field("Judged when the faults have been over for so long: everybody who stayed connected shows everything, and then nothing more flows. 0s: not judged.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What must hold at the end, beside the oracles; text such as <c>delivery >= 0.999</c>.</summary>
    [Field("What must hold of each run, such as 'delivery >= 0.999' or 'latency.p99 <= 75ms'.")]
    public IReadOnlyList<string> Expect { get; init; } = [];

    /// <summary>How the person named the file: a path, or the name of a ready scenario. For the command that runs it again.</summary>
    public string Source { get; init; } = "";

    /// <summary>What was set over the file's own values, by options and by the matrix.</summary>
    public IReadOnlyList<ScenarioChange> Changes { get; init; } = [];
}
