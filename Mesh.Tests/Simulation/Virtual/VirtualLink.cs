namespace Mesh.Tests.Simulation.Virtual;

/// <summary>A link between two virtual nodes: reliable and ordered, as TCP is. While the way is cut frames wait; nothing is lost until the link is closed.</summary>
internal sealed class VirtualLink
{
    /// <summary>Makes a link that <paramref name="initiator"/> dialled.</summary>
    public VirtualLink(VirtualNode initiator, LinkId initiatorSide, VirtualNode responder, LinkId responderSide)
    {
        Initiator = initiator;
        InitiatorSide = initiatorSide;
        Responder = responder;
        ResponderSide = responderSide;
    }

    /// <summary>Who dialled.</summary>
    public VirtualNode Initiator { get; }

    /// <summary>The link's number there.</summary>
    public LinkId InitiatorSide { get; }

    /// <summary>Who accepted.</summary>
    public VirtualNode Responder { get; }

    /// <summary>The link's number there.</summary>
    public LinkId ResponderSide { get; }

    /// <summary>Whether it still carries frames.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Frames that wait for the way to be free again, in order.</summary>
    public Queue<(VirtualNode To, byte[] Frame)> Waiting { get; } = new();

    /// <summary>The last arrival planned for each side, so that frames never overtake each other.</summary>
    public Dictionary<VirtualNode, MeshInstant> LastArrival { get; } = [];

    /// <summary>The node at the other end.</summary>
    public VirtualNode Other(VirtualNode node) => node == Initiator ? Responder : Initiator;

    /// <summary>The link's number at a node.</summary>
    public LinkId Side(VirtualNode node) => node == Initiator ? InitiatorSide : ResponderSide;
}
