namespace Mesh.Protocol.Neighbours;

/// <summary>What the rest of the machine does when neighbours come and go.</summary>
internal interface INeighbourObserver
{
    /// <summary>Gossip may flow on the link.</summary>
    void OnNeighbourUp(LinkState link);

    /// <summary>The link no longer serves.</summary>
    /// <param name="link">The link.</param>
    /// <param name="successor">The link of the same peer that serves from now on, or null when the neighbour is lost.</param>
    /// <param name="saidGoodbye">Whether the peer said that it stops.</param>
    void OnNeighbourDown(LinkState link, LinkState? successor, bool saidGoodbye);
}
