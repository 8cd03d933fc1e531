namespace Mesh.Simulator.Network;

/// <summary>A link between two virtual nodes.</summary>
internal sealed class SimulatedLink
{
    /// <summary>Makes a link.</summary>
    public SimulatedLink(Way way, LinkEnd initiator, LinkEnd responder)
    {
        Way = way;
        Initiator = initiator;
        Responder = responder;
    }

    /// <summary>What it goes over.</summary>
    public Way Way { get; }

    /// <summary>The end that dialled.</summary>
    public LinkEnd Initiator { get; }

    /// <summary>The end that accepted.</summary>
    public LinkEnd Responder { get; }

    /// <summary>A node's end.</summary>
    public LinkEnd EndOf(SimulatedNode node) => node == Initiator.Node ? Initiator : Responder;

    /// <summary>The end that is not the node's.</summary>
    public LinkEnd Other(SimulatedNode node) => node == Initiator.Node ? Responder : Initiator;
}
