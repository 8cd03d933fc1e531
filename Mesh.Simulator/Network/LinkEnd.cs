namespace Mesh.Simulator.Network;

/// <summary>One end of a link: what this node sends there, and whether it still holds the link.</summary>
internal sealed class LinkEnd
{
    /// <summary>Makes an end.</summary>
    /// <param name="node">Whose end.</param>
    /// <param name="id">The link's number there.</param>
    public LinkEnd(SimulatedNode node, int id)
    {
        Node = node;
        Id = id;
    }

    /// <summary>Whose end.</summary>
    public SimulatedNode Node { get; }

    /// <summary>The link's number there.</summary>
    public int Id { get; }

    /// <summary>Whether the node still holds the link; once false it hears nothing of it.</summary>
    public bool IsHeld { get; set; } = true;

    /// <summary>Whether the end of the link is already on its way to this node.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Whether its machine went out without a word: nothing answers what still comes for it until the machine runs again.</summary>
    public bool IsMute { get; set; }

    /// <summary>Whether whoever still speaks to this end, which let the link go, is told so.</summary>
    public bool Resets => !IsHeld && (!IsMute || Node.IsUp);

    /// <summary>When the last frame that left here arrives, so that frames never overtake each other.</summary>
    public MeshInstant LastArrival { get; set; }

    /// <summary>Bytes that left here and have not arrived.</summary>
    public int UnderWay { get; set; }

    /// <summary>Whether the node was told that there is no room.</summary>
    public bool IsFull { get; set; }

    /// <summary>The number of the next frame that leaves here.</summary>
    public long NextToLeave { get; set; }

    /// <summary>The number of the next frame that the other end takes; later ones wait, so that frames never overtake each other.</summary>
    public long NextToArrive { get; set; }

    /// <summary>Frames by number that found the way blocked, or wait at the other end for an earlier one.</summary>
    public SortedDictionary<long, Frame>? Stranded { get; set; }

    /// <summary>When the first stranded frame was sent.</summary>
    public MeshInstant StrandedSince { get; set; }
}
