using Mesh.Simulator.Formats;

namespace Mesh.Simulator.World.Radio;

/// <summary>Chooses what carries frames.</summary>
internal static class MediumBuilder
{
    /// <summary>Builds the medium of a scene.</summary>
    /// <param name="radio">What is asked for.</param>
    /// <param name="budget">Its budget.</param>
    /// <param name="contacts">Who can reach whom.</param>
    /// <param name="movement">Where the nodes are; null where that says nothing about their radios.</param>
    /// <param name="graph">The graph that the contacts come from; null where they do not.</param>
    /// <param name="random">Draws everything.</param>
    public static IMedium Build(RadioSpec radio, LinkBudget budget, ContactPlan contacts, Movement? movement, Graph? graph, MeshRandom random)
    {
        ILinkQualities? qualities = Qualities(radio, budget, movement, graph, random.Split("qualities"));
        MeshRandom own = random.Split("medium");
        return (radio.Medium ?? (radio.Kind == RadioKind.Lan ? MediumKind.Switch : MediumKind.Delay)) switch
        {
            MediumKind.Delay => new DelayMedium(radio.Delay, qualities, own),
            MediumKind.Switch => new SwitchMedium(contacts.Nodes, radio.Rate, radio.Delay, qualities, own),
            _ => new AirtimeMedium(contacts.Nodes, radio.Wifi, radio.Delay, Sense(radio, budget, contacts, movement), qualities ?? new EvenQualities(0, 0), own),
        };
    }

    private static ILinkQualities? Qualities(RadioSpec radio, LinkBudget budget, Movement? movement, Graph? graph, MeshRandom random)
    {
        bool isPlain = radio is { Loss: 0, LossDeviation: 0, Rate: 0, EdgeSoftness: 0, Rates.Count: 0 };
        ILinkQualities? qualities = isPlain ? null : new RadioQualities(radio, budget, movement, random);
        bool isUneven = graph?.Links.Any(link => link.Quality < 1 || link.ReverseQuality < 1) == true;
        return isUneven ? new GraphQualities(graph!, qualities ?? new EvenQualities(0, 0)) : qualities;
    }

    private static ISenseRange Sense(RadioSpec radio, LinkBudget budget, ContactPlan contacts, Movement? movement) =>
        movement is null ? new ContactSense(contacts) : new PlaceSense(movement, budget.Median * radio.CarrierSense);
}
