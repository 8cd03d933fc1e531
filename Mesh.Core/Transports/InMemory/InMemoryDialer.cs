
namespace Mesh.Transports.InMemory;

/// <summary>Opens links of an <see cref="InMemoryNetwork"/>. An attempt needs no time, so the addresses are tried one after the other.</summary>
internal sealed class InMemoryDialer(InMemoryNetwork network, LinkKey node) : ILinkDialer
{
    /// <inheritdoc/>
    public Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<ILink>(cancellationToken);
        }

        List<LinkException> failures = [];
        foreach (LinkAddress address in addresses)
        {
            LinkException? failure = TryDial(address, expected, out InMemoryLink? link);
            if (failure is null)
            {
                return Task.FromResult<ILink>(link!);
            }

            failures.Add(failure);
        }

        return Task.FromException<ILink>(DialFailure.MostTelling(failures));
    }

    private LinkException? TryDial(LinkAddress address, PeerId? expected, out InMemoryLink? link)
    {
        link = null;
        InMemoryListener? listener = network.Find(address.EndPoint);
        if (listener is null)
        {
            return new LinkException(LinkFailure.Refused, $"{address} answered that nothing listens there.");
        }

        PeerId peer = listener.Node.Peer;
        if (peer == node.Peer)
        {
            return DialFailure.Self(address);
        }

        if (expected is not null && expected != peer)
        {
            return DialFailure.WrongPeer(address, peer, expected.Value);
        }

        (link, InMemoryLink accepted) = InMemoryLink.Pair(node, new LinkAddress(network.HomeOf(node.Peer), null), listener.Node, address);
        return listener.Offer(accepted) ? null : new LinkException(LinkFailure.Rejected, $"{address} refused the link: too many links wait to be served.");
    }
}
