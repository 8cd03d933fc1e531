using Mesh.Simulator.Faults;
using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>What a scenario file says arrives in the scenario.</summary>
public sealed class ScenarioReaderTests
{
    [Fact]
    public void Every_kind_of_value_is_read_with_its_unit()
    {
        Scenario scenario = Files.One("""
            name: everything
            about: "What a file: can say"
            nodes: 100
            duration: 1.5min
            seeds: 3..5
            protocols: [plumtree, flood]
            mobility:
              kind: random-waypoint
              width: 1km
              height: 500
              speed: 1..20 m/s
              pause: 5s
            radio:
              range: 250m
              delay: 1ms..3ms
              loss: 2%
            node:
              crypto: real
              presence: off
              links-max: 64
            workload:
              - rate: 60/min
                size: 200B
                from: 2s
            faults:
              - kind: crash
                at: 500ms
                share: 50%
            expect:
              - delivery >= 0.999
            """);

        Assert.Equal("everything", scenario.Name);
        Assert.Equal("What a file: can say", scenario.About);
        Assert.Equal(100, scenario.Nodes);
        Assert.Equal(TimeSpan.FromSeconds(90), scenario.Duration);
        Assert.Equal([3UL, 4, 5], scenario.Seeds);
        Assert.Equal(["plumtree", "flood"], scenario.Protocols);
        Assert.Equal(MobilityKind.RandomWaypoint, scenario.Mobility!.Kind);
        Assert.Equal((1000.0, 500.0), (scenario.Mobility.Width, scenario.Mobility.Height));
        Assert.Equal(new Bounds(1, 20), scenario.Mobility.Speed);
        Assert.Equal(new Bounds(5, 5), scenario.Mobility.Pause);
        Assert.Equal(new Bounds(0.001, 0.003), scenario.Radio.Delay);
        Assert.Equal(0.02, scenario.Radio.Loss);
        Assert.Equal(CryptoKind.Real, scenario.Node.Crypto);
        Assert.False(scenario.Node.Presence);
        Assert.Equal(64, scenario.Node.LinksMax);
        Assert.Equal(1.0, Assert.Single(scenario.Workload).Rate);
        Assert.Equal((FaultKind.Crash, TimeSpan.FromMilliseconds(500), 0.5), (scenario.Faults[0].Kind, scenario.Faults[0].At, scenario.Faults[0].Share));
        Assert.Equal(["delivery >= 0.999"], scenario.Expect);
    }

    [Fact]
    public void What_is_left_out_has_its_default_and_the_name_is_the_file_s()
    {
        Scenario scenario = Files.One(Files.Small);

        Assert.Equal("lan", scenario.Name);
        Assert.Equal(new NodeSpec(), scenario.Node);
        Assert.Equal([1UL], scenario.Seeds);
        Assert.Equal(TopologyKind.Ring, scenario.Topology!.Kind);
    }

    [Fact]
    public void A_single_value_stands_for_a_list_of_one()
    {
        Scenario scenario = Files.One(Files.Small + "workload: {rate: 5}\nprotocols: flood\nexpect: rmr <= 9");

        Assert.Equal(5, Assert.Single(scenario.Workload).Rate);
        Assert.Equal(["flood"], scenario.Protocols);
        Assert.Equal(["rmr <= 9"], scenario.Expect);
    }

    [Fact]
    public void A_value_can_be_set_over_the_file_s_own()
    {
        Scenario scenario = Files.One(Files.Small, new ScenarioChange("nodes", "25"), new ScenarioChange("radio.delay", "1ms..2ms"), new ScenarioChange("seeds", "[7, 9]"), new ScenarioChange("workload.0.rate", "5/s"));

        Assert.Equal(25, scenario.Nodes);
        Assert.Equal(new Bounds(0.001, 0.002), scenario.Radio.Delay);
        Assert.Equal([7UL, 9], scenario.Seeds);
        Assert.Equal(5, scenario.Workload[0].Rate);
        Assert.Equal("mesh-sim run lan.yaml --protocol flood --seed 7 --set nodes=25 --set radio.delay=1ms..2ms --set workload.0.rate=5/s", ReplayCommand.Of(scenario, "flood", 7));
    }

    [Fact]
    public void A_matrix_makes_every_combination_and_names_it()
    {
        IReadOnlyList<Scenario> cells = Files.All(Files.Small + """
            matrix:
              nodes: [25, 100]
              radio.loss: [0, 2%]
            """);

        Assert.Equal(["lan[nodes=25,radio.loss=0]", "lan[nodes=25,radio.loss=2%]", "lan[nodes=100,radio.loss=0]", "lan[nodes=100,radio.loss=2%]"], cells.Select(cell => cell.Name));
        Assert.Equal([(25, 0.0), (25, 0.02), (100, 0.0), (100, 0.02)], cells.Select(cell => (cell.Nodes, cell.Radio.Loss)));
        Assert.Equal("mesh-sim run lan.yaml --protocol flood --seed 1 --set nodes=25 --set radio.loss=2%", ReplayCommand.Of(cells[1], "flood", 1));
    }

    [Fact]
    public void A_zipped_matrix_pairs_its_lists_and_begins_the_shorter_anew()
    {
        IReadOnlyList<Scenario> cells = Files.All(Files.Small + """
            matrix:
              zip: true
              nodes: [10, 20, 30, 40]
              radio.loss: [0, 5%]
            """);

        Assert.Equal([(10, 0.0), (20, 0.05), (30, 0.0), (40, 0.05)], cells.Select(cell => (cell.Nodes, cell.Radio.Loss)));
    }

    [Fact]
    public void A_path_that_is_set_leaves_the_matrix()
    {
        Scenario scenario = Files.One(Files.Small + "matrix: {nodes: [25, 100]}", new ScenarioChange("nodes", "12"));

        Assert.Equal(("lan", 12), (scenario.Name, scenario.Nodes));
    }

    [Fact]
    public void A_matrix_may_change_a_whole_map()
    {
        IReadOnlyList<Scenario> cells = Files.All(Files.Small + "matrix: {topology: [{kind: ring}, {kind: regular, degree: 4}]}");

        Assert.Equal(["lan[topology=ring]", "lan[topology=regular]"], cells.Select(cell => cell.Name));
        Assert.Equal(4, cells[1].Topology!.Degree);
        Assert.Equal("mesh-sim run lan.yaml --protocol flood --seed 1 --set 'topology={kind: regular, degree: 4}'", ReplayCommand.Of(cells[1], "flood", 1));
    }

    [Fact]
    public void A_scenario_that_is_written_reads_as_the_same()
    {
        string[] texts =
        [
            Files.Small,
            "name: \"a: b\"\nabout: 'it is # odd'\n" + Files.Small + "seeds: [5, 7]\nworkload: [{rate: 0.1}, {from: 1500ms, size: 16..64}]\nnode: {presence: false, discovery: 0.1..0.3}",
            "duration: 12.345678s\nnodes: 7\nmobility: {kind: static, width: 333.25}\nradio: {range: 0.1, loss: 0.333}\nfaults: {kind: partition, at: 1us, for: 2s}\nexpect: [delivery > 0, 'flood: rmr < 4']",
        ];

        foreach (string text in texts)
        {
            Scenario scenario = Files.One(text);
            string written = ScenarioWriter.Write(scenario);
            Scenario again = Files.One(written);
            Assert.Equal(written, ScenarioWriter.Write(again));
            Assert.Equal(scenario.Workload, again.Workload);
            Assert.Equal((scenario.Duration, scenario.Mobility, scenario.Topology, scenario.Radio, scenario.Node), (again.Duration, again.Mobility, again.Topology, again.Radio, again.Node));
            Assert.Equal(scenario.Faults, again.Faults);
            Assert.Equal(scenario.Expect, again.Expect);
            Assert.Equal(scenario.Seeds, again.Seeds);
        }
    }

    [Fact]
    public void A_written_scenario_says_no_more_than_it_must()
    {
        Assert.Equal("name: lan\nnodes: 10\nduration: 60s\ntopology:\n  kind: ring\n", ScenarioWriter.Write(Files.One(Files.Small)));
    }
}
