using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Radio;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Tests.Unit.Simulator.World;

public sealed class SceneBuilderTests
{
    private static readonly Scenario Ring = new() { Nodes = 6, Duration = TimeSpan.FromSeconds(10), Topology = new() { Kind = TopologyKind.Ring } };
    private static readonly Scenario Walk = new() { Nodes = 30, Duration = TimeSpan.FromSeconds(10), Mobility = new() { Kind = MobilityKind.RandomWaypoint } };

    [Fact]
    public void Links_of_a_graph_last_the_whole_run()
    {
        Scene scene = SceneBuilder.Build(Ring, 1, null);

        Assert.Equal(6, scene.Contacts.Contacts.Count);
        Assert.All(scene.Contacts.Contacts, contact => Assert.Equal((0, 10_000_000), (contact.Up.Microseconds, contact.Down.Microseconds)));
        Assert.Equal(6, scene.Movement!.Tracks.Count);
    }

    [Fact]
    public void One_seed_builds_one_scene()
    {
        Assert.Equal(SceneBuilder.Build(Walk, 5, null).Contacts.Contacts, SceneBuilder.Build(Walk, 5, null).Contacts.Contacts);
        Assert.NotEqual(SceneBuilder.Build(Walk, 5, null).Contacts.Contacts, SceneBuilder.Build(Walk, 6, null).Contacts.Contacts);
    }

    [Fact]
    public void Imported_contacts_end_with_the_run()
    {
        ContactPlan plan = new(6, TimeSpan.FromSeconds(60), [new Contact(0, 1, new(5_000_000), new(30_000_000)), new Contact(1, 2, new(20_000_000), new(40_000_000))]);
        Scene scene = SceneBuilder.Build(Ring with { Topology = null }, 1, new Imported { Names = ["a", "b", "c", "d", "e", "f"], Contacts = plan });

        Assert.Equal([new Contact(0, 1, new(5_000_000), new(10_000_000))], scene.Contacts.Contacts);
    }

    [Fact]
    public void Links_of_an_imported_graph_that_hear_one_way_only_are_none()
    {
        Graph graph = new([new GraphLink(0, 1, 0.9, 0.8), new GraphLink(1, 2, 1, 0)], []);
        Scene scene = SceneBuilder.Build(Ring with { Topology = null }, 1, new Imported { Names = ["a", "b", "c"], Graph = graph });

        Contact contact = Assert.Single(scene.Contacts.Contacts);
        Assert.Equal((0, 1), (contact.A, contact.B));
        Assert.Null(scene.Movement);
    }

    [Theory]
    [InlineData(null, "Disk", "DelayMedium")]
    [InlineData(null, "Lan", "SwitchMedium")]
    [InlineData("Airtime", "Disk", "AirtimeMedium")]
    [InlineData("Delay", "Lan", "DelayMedium")]
    public void The_medium_is_the_one_asked_for(string? medium, string kind, string expected)
    {
        RadioSpec radio = new() { Kind = Enum.Parse<RadioKind>(kind), Medium = medium is null ? null : Enum.Parse<MediumKind>(medium) };

        Assert.Equal(expected, SceneBuilder.Build(Walk with { Radio = radio }, 1, null).Medium.GetType().Name);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("WifiDirect11n")]
    [InlineData("Adhoc11g")]
    [InlineData("Lan")]
    [InlineData("Uav5800MHz")]
    public void Every_preset_carries_frames_between_nodes_in_contact(string preset)
    {
        MobilitySpec mobility = new() { Kind = MobilityKind.Static, Width = 100, Height = 100 };
        Scenario scenario = Walk with { Mobility = mobility, Duration = TimeSpan.FromSeconds(60), Radio = RadioPresets.Of(Enum.Parse<RadioPreset>(preset)) };
        Scene scene = SceneBuilder.Build(scenario, 1, null);

        Assert.NotEmpty(scene.Contacts.Contacts);
        MeshInstant now = new(50_000_000);
        foreach (Contact contact in scene.Contacts.Contacts.Take(20))
        {
            Assert.InRange((scene.Medium.Carry(contact.A, contact.B, 300, now) - now).TotalMilliseconds, 0.05, 3000);
        }
    }

    [Fact]
    public void A_scenario_without_a_world_is_refused() => Assert.Throws<ArgumentException>(() => SceneBuilder.Build(Ring with { Topology = null }, 1, null));
}
