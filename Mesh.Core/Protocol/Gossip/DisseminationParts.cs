using Mesh.Protocol.Neighbours;

namespace Mesh.Protocol.Gossip;

/// <summary>What a dissemination works with.</summary>
/// <param name="Turn">The call that is being handled.</param>
/// <param name="Deadlines">Where it sets timers of kind Overdue and Announce.</param>
/// <param name="Links">The neighbours.</param>
/// <param name="Sender">Sends bundles.</param>
/// <param name="Store">What is held.</param>
/// <param name="IsPending">Whether a bundle of that short id is being verified or waits for a key.</param>
internal sealed record DisseminationParts(
    Turn Turn,
    DeadlineQueue Deadlines,
    LinkTable Links,
    PayloadSender Sender,
    BundleStore Store,
    Func<ulong, bool> IsPending);
