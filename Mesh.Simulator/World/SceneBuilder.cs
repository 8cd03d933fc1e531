using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Contacts;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Radio;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Simulator.World;

/// <summary>Builds the scene of a scenario: from a graph, from a mobility model, or from what a file holds.</summary>
internal static class SceneBuilder
{
    /// <summary>Builds it for a seed.</summary>
    /// <param name="scenario">What is run.</param>
    /// <param name="seed">The same seed gives the same scene.</param>
    /// <param name="imported">What the scenario's file holds; null where it names none.</param>
    /// <exception cref="ArgumentException">The scenario has no world, or its file holds none.</exception>
    public static Scene Build(Scenario scenario, ulong seed, Imported? imported)
    {
        MeshRandom random = new MeshRandom(seed).Split("world");
        RadioSpec radio = scenario.Radio;
        LinkBudget budget = new(radio, random.Split("radio"));
        if (imported?.Contacts is { } plan)
        {
            ContactPlan within = Within(plan, scenario.Duration);
            return new Scene { Contacts = within, Movement = imported.Movement, Medium = MediumBuilder.Build(radio, budget, within, null, null, random) };
        }

        if (imported?.Graph is { } graph)
        {
            return OfGraph(scenario, imported.Nodes, graph, budget, areRangesReal: false, random);
        }

        if (scenario.Topology is { } topology)
        {
            Graph drawn = TopologyBuilder.Build(topology, scenario.Nodes, budget.Median, random.Split("topology"));
            return OfGraph(scenario, scenario.Nodes, drawn, budget, topology.Kind is TopologyKind.Line or TopologyKind.Grid or TopologyKind.Geometric, random);
        }

        Movement movement = imported?.Movement
            ?? (scenario.Mobility is { } mobility ? MobilityBuilder.Build(mobility, scenario.Nodes, scenario.Duration, random.Split("mobility")) : null)
            ?? throw new ArgumentException("The scenario has no world.", nameof(scenario));
        ContactPlan contacts = Contacts(radio, budget, movement, scenario.Duration, random);
        return new Scene { Contacts = contacts, Movement = movement, Medium = MediumBuilder.Build(radio, budget, contacts, movement, null, random) };
    }

    private static ContactPlan Contacts(RadioSpec radio, LinkBudget budget, Movement movement, TimeSpan duration, MeshRandom random) => radio.Kind switch
    {
        RadioKind.Lan => Segments.Plan(radio, movement.Tracks.Count, duration, random.Split("segments")),
        RadioKind.WifiDirect => GroupFormation.Plan(radio, ContactFinder.Find(movement, budget, duration), random.Split("groups")),
        _ => ContactFinder.Find(movement, budget, duration),
    };

    /// <param name="scenario">What is run.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="graph">Who is linked.</param>
    /// <param name="budget">Of the radio.</param>
    /// <param name="areRangesReal">Whether neighbours stand in reach of each other and others do not, so that places say who senses whom.</param>
    /// <param name="random">Draws the medium.</param>
    private static Scene OfGraph(Scenario scenario, int nodes, Graph graph, LinkBudget budget, bool areRangesReal, MeshRandom random)
    {
        MeshInstant end = MeshInstant.Zero + scenario.Duration;
        ContactPlan contacts = new(nodes, scenario.Duration, graph.Links
            .Where(link => link.Quality > 0 && link.ReverseQuality > 0)
            .Select(link => new Contact(link.A, link.B, MeshInstant.Zero, end)));
        bool isPlaced = graph.Places.Count == nodes && graph.Places.All(place => place is not null);
        Movement? movement = isPlaced ? new Movement(scenario.Duration, [.. graph.Places.Select(place => new Track([new Waypoint(MeshInstant.Zero, place!.Value)]))]) : null;
        return new Scene
        {
            Contacts = contacts,
            Movement = movement,
            Medium = MediumBuilder.Build(scenario.Radio, budget, contacts, areRangesReal ? movement : null, graph, random),
        };
    }

    private static ContactPlan Within(ContactPlan plan, TimeSpan duration)
    {
        MeshInstant end = MeshInstant.Zero + duration;
        return new ContactPlan(plan.Nodes, duration, plan.Contacts.Where(contact => contact.Up < end).Select(contact => contact with { Down = MeshInstant.Min(contact.Down, end) }));
    }
}
