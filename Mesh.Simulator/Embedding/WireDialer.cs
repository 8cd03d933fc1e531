using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>
/// Opens links from a station. A dial takes three round trips, as TCP, TLS and the upgrade do; who is out of reach does not answer, and is asked again.
/// Addresses are tried one after the other, each but the last for as long as RFC 8305 lets the next one wait.
/// </summary>
internal sealed class WireDialer(Ether ether, Station station) : ILinkDialer
{
    private const int RoundTrips = 3;
    /// <summary>When TCP sends the first segment of a connection again; then after twice as long each time (RFC 6298, section 2).</summary>
    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public async Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count);
        List<LinkException> failures = [];
        for (int i = 0; i < addresses.Count; i++)
        {
            LinkAddress address = addresses[i];
            using CancellationTokenSource late = new(i == addresses.Count - 1 ? Timeout.InfiniteTimeSpan : Stagger, ether.Clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                return await DialAsync(address, expected, either.Token);
            }
            catch (LinkException failure)
            {
                failures.Add(failure);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(new LinkException(LinkFailure.TimedOut, $"{address} did not answer."));
            }
        }

        throw DialFailure.MostTelling(failures);
    }

    private async Task<ILink> DialAsync(LinkAddress address, PeerId? expected, CancellationToken cancellationToken)
    {
        Station? target = ether.Find(address.EndPoint);
        if (target == station)
        {
            throw DialFailure.Self(address);
        }

        for (int trip = 0; trip < RoundTrips; trip++)
        {
            TimeSpan wait = FirstRetransmission;
            while (target is not null && !ether.Between(station, target).IsOpen)
            {
                await Task.Delay(wait, ether.Clock, cancellationToken);
                wait *= 2;
            }

            await Task.Delay(ether.RoundTrip, ether.Clock, cancellationToken);
            if (target?.Listener is null)
            {
                throw new LinkException(LinkFailure.Refused, $"{address} answered that nothing listens there.");
            }
        }

        if (expected is PeerId wanted && wanted != target!.Key.Peer)
        {
            throw DialFailure.WrongPeer(address, target.Key.Peer, wanted);
        }

        return Link(address, target!);
    }

    private WireLink Link(LinkAddress address, Station target)
    {
        WireLink dialled;
        WireLink accepted;
        Reach reach = ether.Between(station, target);
        lock (ether.Gate)
        {
            (dialled, accepted) = WireLink.Pair(ether, reach, station);
        }

        return target.Listener?.Offer(accepted) == true
            ? dialled
            : throw new LinkException(LinkFailure.Rejected, $"{address} refused the link: too many links wait to be served.");
    }
}
