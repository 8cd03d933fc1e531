using Mesh.Protocol.Neighbours;

namespace Mesh.Protocol.Gossip;

/// <summary>What the rest of the machine does with what was taken in.</summary>
internal interface IIntakeObserver
{
    /// <summary>A bundle's signature is valid.</summary>
    void OnVerified(PendingBundle pending);

    /// <summary>A link brought a bundle that was known.</summary>
    void OnDuplicate(LinkState link, ulong shortId, bool isSync);

    /// <summary>An author is over its limit: the bundle, of which nobody has checked who wrote it, was dropped and can be pulled later.</summary>
    void OnLeftForSync(PendingBundle pending);
}
