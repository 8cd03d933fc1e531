using Mesh.Wire;

namespace Mesh.Protocol.Neighbours;

/// <summary>
/// Tells each neighbour where the others can be reached (docs/protocol.md, "Peer exchange"), for networks that filter multicast.
/// Link-local and loopback addresses mean nothing elsewhere and are told only to who is reached by loopback itself.
/// </summary>
internal sealed class PeerExchange
{
    private readonly bool _isOn;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly LinkTable _links;
    private readonly CandidateTable _candidates;
    private bool _isPlanned;
    private MeshInstant _lastTold = MeshInstant.Zero;

    /// <summary>Makes the exchange of a node.</summary>
    public PeerExchange(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, Neighbourhood neighbourhood)
    {
        _isOn = options.ExchangesPeers;
        _turn = turn;
        _deadlines = deadlines;
        _links = neighbourhood.Links;
        _candidates = neighbourhood.Candidates;
    }

    /// <summary>Neighbours changed.</summary>
    public void OnNeighboursChanged()
    {
        if (!_isOn || _isPlanned)
        {
            return;
        }

        _isPlanned = true;
        MeshInstant due = _lastTold + ProtocolLimits.ExchangeTime;
        MeshInstant soon = _turn.Now + TimeSpan.FromMilliseconds(500);
        _deadlines.Set(_lastTold != MeshInstant.Zero && due > soon ? due : soon, TimerKind.Exchange);
    }

    /// <summary>Time to tell.</summary>
    public void OnDeadline()
    {
        _isPlanned = false;
        _lastTold = _turn.Now;
        foreach (LinkState link in _links.Neighbours)
        {
            PeerAddress[] peers = _links.Neighbours
                .Where(other => other != link && Listening(other) is not null && IsUseful(Listening(other)!, link))
                .Take(WireLimits.PeerAddressesMax)
                .Select(other => ToWire(other.Peer, Listening(other)!))
                .ToArray();
            if (peers.Length > 0)
            {
                _turn.Send(link.Id, SendClass.Control, new PeersRecord(peers));
            }
        }
    }

    /// <summary>A neighbour told where others are.</summary>
    public void OnPeers(LinkState link, in PeersRecord record)
    {
        if (!link.PeersBudget.TryTake(1, _turn.Now))
        {
            return;
        }

        foreach (PeerAddress told in record.Peers)
        {
            CandidateAddress address = FromWire(told);
            if (_links.Neighbour(told.Peer) is null && IsUseful(address, link))
            {
                _candidates.OnTold(told.Peer, address);
            }
        }

        _candidates.DialDue();
    }

    private static bool IsUseful(CandidateAddress address, LinkState toldTo) =>
        !address.IsLinkLocal && address.IsLoopback == toldTo.Facts.Address.IsLoopback;

    private static CandidateAddress? Listening(LinkState link) => link.Facts.IsInitiator
        ? link.Facts.Address
        : link.Hello is { ListenPort: > 0 } hello ? link.Facts.Address with { Port = hello.ListenPort } : null;

    private static PeerAddress ToWire(PeerId peer, CandidateAddress address)
    {
        byte[] bytes = address.Address.ToArray();
        return new PeerAddress(peer, address.IsIPv4 ? bytes.AsMemory(12) : bytes, address.Port);
    }

    private static CandidateAddress FromWire(in PeerAddress told)
    {
        Span<byte> bytes = stackalloc byte[Id128.Size];
        bytes.Clear();
        told.Address.Span.CopyTo(bytes[(Id128.Size - told.Address.Length)..]);
        return new CandidateAddress(Id128.Read(bytes), told.Address.Length == 4, told.Port, Scope: 0, Interface: null);
    }
}
