using System.Net;
using Mesh.Discovery;
using Mesh.Protocol;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Decides which sightings concern this network and makes the machine's inputs of them. Belongs to the pump.</summary>
internal sealed class SightingRouter
{
    private readonly PeerAnnouncement _own;
    private readonly SightingBook _book;
    private readonly AloneWatch _alone;

    public SightingRouter(PeerAnnouncement own, SightingBook book, AloneWatch alone)
    {
        _own = own;
        _book = book;
        _alone = alone;
    }

    /// <summary>The input for the machine, or null when the sighting is none of its business.</summary>
    public MeshInput? Route(PeerSighting sighting, MeshInstant now)
    {
        if (sighting.Peer == _own.Peer)
        {
            return null;
        }

        if (sighting.Gone)
        {
            return Gone(sighting);
        }

        if (sighting.EndPoint is not IPEndPoint endPoint || endPoint.Port == 0)
        {
            return null;
        }

        if (IsStranger(sighting, out bool isOtherNetwork))
        {
            string who = sighting.Name is null ? endPoint.ToString() : PeerText.Name(sighting.Name);
            _alone.Heard(new ObservedStranger(sighting.Peer, who, sighting.Interface, isOtherNetwork), now);
            return null;
        }

        _book.Remember(endPoint, sighting);
        bool isFresh = sighting.Source is SightingSource.Mdns or SightingSource.Static;
        CandidateFacts facts = new(sighting.Peer, LinkAddresses.Of(new LinkAddress(endPoint, sighting.Interface)), isFresh);
        return new MeshInput(MeshInputKind.CandidateSeen, Peer: sighting.Peer ?? default, Body: facts);
    }

    private MeshInput? Gone(PeerSighting sighting)
    {
        if (sighting.Peer is not PeerId peer)
        {
            return null;
        }

        _book.Gone(peer);
        _alone.Gone(peer);
        return new MeshInput(MeshInputKind.CandidateGone, Peer: peer);
    }

    private bool IsStranger(PeerSighting sighting, out bool isOtherNetwork)
    {
        isOtherNetwork = sighting.NetworkTag is not null && sighting.NetworkTag != _own.NetworkTag;
        bool isOtherRevision = sighting.RevisionMax != 0
            && (sighting.RevisionMin > _own.RevisionMax || sighting.RevisionMax < _own.RevisionMin);
        return isOtherNetwork || isOtherRevision;
    }
}
