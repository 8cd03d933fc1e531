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
        if (imported?.Contacts is { } plan)
        {
            return new Scene { Contacts = Within(plan, scenario.Duration), Movement = imported.Movement, Medium = Medium(scenario.Radio, null, random) };
        }

        if (imported?.Graph is { } graph)
        {
            return OfGraph(scenario, imported.Nodes, graph, random);
        }

        if (scenario.Topology is { } topology)
        {
            return OfGraph(scenario, scenario.Nodes, TopologyBuilder.Build(topology, scenario.Nodes, scenario.Radio.Range, random.Split("topology")), random);
        }

        Movement movement = imported?.Movement
            ?? (scenario.Mobility is { } mobility ? MobilityBuilder.Build(mobility, scenario.Nodes, scenario.Duration, random.Split("mobility")) : null)
            ?? throw new ArgumentException("The scenario has no world.", nameof(scenario));
        ContactPlan contacts = ContactFinder.Find(movement, new DiskReach(scenario.Radio.Range), scenario.Duration);
        return new Scene { Contacts = contacts, Movement = movement, Medium = Medium(scenario.Radio, null, random) };
    }

    private static Scene OfGraph(Scenario scenario, int nodes, Graph graph, MeshRandom random)
    {
        MeshInstant end = MeshInstant.Zero + scenario.Duration;
        IEnumerable<Contact> contacts = graph.Links
            .Where(link => link.Quality > 0 && link.ReverseQuality > 0)
            .Select(link => new Contact(link.A, link.B, MeshInstant.Zero, end));
        bool isPlaced = graph.Places.Count == nodes && graph.Places.All(place => place is not null);
        return new Scene
        {
            Contacts = new ContactPlan(nodes, scenario.Duration, contacts),
            Movement = isPlaced ? new Movement(scenario.Duration, [.. graph.Places.Select(place => new Track([new Waypoint(MeshInstant.Zero, place!.Value)]))]) : null,
            Medium = Medium(scenario.Radio, graph, random),
        };
    }

    private static ContactPlan Within(ContactPlan plan, TimeSpan duration)
    {
        MeshInstant end = MeshInstant.Zero + duration;
        return new ContactPlan(plan.Nodes, duration, plan.Contacts.Where(contact => contact.Up < end).Select(contact => contact with { Down = MeshInstant.Min(contact.Down, end) }));
    }

    private static DelayMedium Medium(RadioSpec radio, Graph? graph, MeshRandom random)
    {
        bool isUneven = graph?.Links.Any(link => link.Quality < 1 || link.ReverseQuality < 1) == true;
        ILinkLoss? loss = isUneven ? new GraphLoss(graph!, radio.Loss) : radio.Loss > 0 ? new EvenLoss(radio.Loss) : null;
        return new DelayMedium(radio.Delay, radio.Rate, loss, random.Split("medium"));
    }
}
