using Mesh.Diagnostics;
using Mesh.Protocol;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>Tells the application who is there and who is not let in. Belongs to the pump.</summary>
internal sealed class PeerNarrator
{
    private readonly EventHub _events;
    private readonly PeerBook _peers;
    private readonly NeighbourBook _neighbours;
    private readonly LinkTable _links;
    private readonly AloneWatch _alone;
    private readonly ILogger _logger;
    private readonly NoticeGate _gate = new();

    public PeerNarrator(EventHub events, PeerBook peers, NeighbourBook neighbours, LinkTable links, AloneWatch alone, ILogger logger)
    {
        _events = events;
        _peers = peers;
        _neighbours = neighbours;
        _links = links;
        _alone = alone;
        _logger = logger;
    }

    /// <summary>Who is linked with whom.</summary>
    public required TopologyBook Topology { get; init; }

    /// <summary>Called with each link that began to serve a neighbour that accepts links.</summary>
    public required Action<LinkDriver> Linked { get; init; }

    /// <returns>False when the output is not about peers.</returns>
    public bool TryTell(in MeshOutput output, MeshInstant now)
    {
        switch (output.Kind)
        {
            case MeshOutputKind.NeighbourUp:
            case MeshOutputKind.NeighbourMoved:
                Serve(output, output.Body as string ?? "", output.Kind == MeshOutputKind.NeighbourUp);
                return true;
            case MeshOutputKind.NeighbourDown:
                Drop(output.Peer, output.Body as string ?? "", now);
                return true;
            case MeshOutputKind.LinkRefused when output.Body is LinkRefusal refusal:
                Refuse(output.Link, output.Peer, refusal, now);
                return true;
            case MeshOutputKind.Presence when output.Body is PresenceChange change:
                Topology.Apply(change);
                if (_peers.Apply(change, _events.Now) is MeshEvent happened)
                {
                    _events.Tell(happened);
                }

                return true;
            case MeshOutputKind.Notice when output.Body is ProtocolNotice notice:
                Say(notice.Code, notice.Text, output.Peer, now);
                return true;
            default:
                return false;
        }
    }

    private void Serve(in MeshOutput output, string greetedAs, bool isNew)
    {
        // A link whose loops have ended by now is followed by its own NeighbourDown.
        if (_links.Find(output.Link) is not LinkDriver driver)
        {
            return;
        }

        MeshLink link = _neighbours.Serve(output.Link, driver.Link, greetedAs, _events.Now);
        if (output.Number > 0)
        {
            Linked(driver);
        }

        if (isNew)
        {
            _peers.NeighbourUp(link.Peer, link.Since);
            _alone.NeighbourUp();
            NodeLog.NeighbourUp(_logger, link.Peer.ToShortString(), link.Address, link.Interface);
            _events.Tell(new LinkUp(link.Since, link));
        }
    }

    private void Drop(PeerId peer, string reason, MeshInstant now)
    {
        if (_neighbours.Drop(peer) is MeshLink link)
        {
            _peers.NeighbourDown(peer);
            if (_neighbours.Count == 0)
            {
                _alone.LastNeighbourDown(now);
            }

            NodeLog.NeighbourDown(_logger, peer.ToShortString(), reason);
            _events.Tell(new LinkDown(_events.Now, link, PeerText.Line(reason)));
        }
    }

    private void Refuse(LinkId id, PeerId peer, LinkRefusal refusal, MeshInstant now)
    {
        if (refusal.Code is RefusalCode.None or RefusalCode.Duplicate or RefusalCode.Goodbye)
        {
            return;
        }

        ObservedRefusal observed = new(peer, refusal.Code, refusal.ByPeer, WhoIs(id, peer), _links.Find(id)?.Link.Remote.Interface, PeerText.Line(refusal.Text));
        NodeLog.LinkRefused(_logger, peer.ToShortString(), refusal.Code, refusal.ByPeer);
        _alone.Refused(observed, now);
        (string code, string text) = RefusalTexts.Of(observed);
        Say(code, text, peer, now);
    }

    private void Say(string code, string text, PeerId peer, MeshInstant now)
    {
        if (_gate.Opens(code, peer, now))
        {
            _events.Tell(new Notice(_events.Now, code, text));
        }
    }

    private string WhoIs(LinkId id, PeerId peer)
    {
        string who = _peers.NameOf(peer) ?? _alone.NameOf(peer) ?? peer.ToShortString();
        return _links.Find(id) is LinkDriver driver ? $"{who} at {driver.Link.Remote}" : who;
    }
}
