namespace Mesh.Protocol.Neighbours;

/// <summary>What the rest of the machine does when neighbours come and go.</summary>
internal interface INeighbourObserver
{
    /// <summary>Gossip may flow on the link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="isSuccessor">Whether it takes over from another link of the same peer, on which something may have been lost.</param>
    void OnNeighbourUp(LinkState link, bool isSuccessor);

    /// <summary>The link no longer serves.</summary>
    /// <param name="link">The link.</param>
    /// <param name="successor">The link of the same peer that serves from now on, or null when the neighbour is lost.</param>
    /// <param name="saidGoodbye">Whether the peer said that it stops.</param>
    void OnNeighbourDown(LinkState link, LinkState? successor, bool saidGoodbye);

    /// <summary>Nothing more comes on the link, whether it ever served or not.</summary>
    void OnLinkGone(LinkState link);
}
