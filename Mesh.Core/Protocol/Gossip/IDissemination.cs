using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// How bundles spread from neighbour to neighbour (docs/protocol.md, "Dissemination"). Plumtree stands here;
/// what it is compared with stands in the simulator. A variant is one more class. Told of verified bundles only.
/// </summary>
internal interface IDissemination
{
    /// <summary>A link began to serve.</summary>
    void OnNeighbourUp(LinkState link);

    /// <summary>A link no longer serves.</summary>
    void OnNeighbourDown(LinkState link);

    /// <summary>A new bundle was taken in.</summary>
    /// <param name="entry">The bundle.</param>
    /// <param name="from">The link that brought it, or null for an own one.</param>
    /// <param name="isSync">Whether it was pulled: then it is announced onward and no tree changes.</param>
    void OnTaken(BundleEntry entry, LinkState? from, bool isSync);

    /// <summary>A link brought a bundle that was known.</summary>
    void OnDuplicate(LinkState link, ulong shortId, bool isSync);

    /// <summary>A neighbour says what it has.</summary>
    void OnIHave(LinkState link, in IHaveRecord record);

    /// <summary>A neighbour wants payloads, and this link in its tree.</summary>
    void OnGraft(LinkState link, in GraftRecord record);

    /// <summary>A neighbour wants this link out of its tree.</summary>
    void OnPrune(LinkState link);

    /// <summary>A timer of kind Overdue or Announce ran out.</summary>
    void OnDeadline(in Timer timer);
}
