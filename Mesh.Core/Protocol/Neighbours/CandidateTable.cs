namespace Mesh.Protocol.Neighbours;

/// <summary>
/// Who may be reached and when to dial (docs/protocol.md, "Neighbours and liveness"). A candidate just heard is dialled at once,
/// a lost neighbour every second for some minutes, everybody else with doubling waits.
/// </summary>
internal sealed class CandidateTable
{
    private readonly PeerId _self;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly MeshRandom _random;
    private readonly LinkTable _links;
    private readonly BoundedMap<PeerId, Candidate> _known = new(ProtocolLimits.CandidatesMax);
    private readonly BoundedMap<CandidateAddress, Candidate> _unknown = new(ProtocolLimits.CandidatesMax);
    private readonly BoundedMap<CandidateAddress, PeerId> _owners = new(ProtocolLimits.CandidatesMax * 2);
    private readonly Dictionary<long, Candidate> _dials = [];
    private readonly int _linksMax;
    private readonly int _ownMax;
    private long _lastToken;
    private MeshInstant _planned = MeshInstant.Never;

    /// <summary>Makes an empty table.</summary>
    public CandidateTable(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random, LinkTable links)
    {
        _self = options.Self;
        _linksMax = options.LinksMax;
        _ownMax = options.LinksMax - (options.LinksMax / ProtocolLimits.PlacesPerAccepted);
        _turn = turn;
        _deadlines = deadlines;
        _random = random;
        _links = links;
    }

    /// <summary>Somebody may be reached.</summary>
    public void OnSeen(CandidateFacts facts)
    {
        PeerId? peer = facts.Peer ?? (_owners.TryGet(facts.Address, out PeerId owner) ? owner : null);
        if (peer == _self)
        {
            return;
        }

        Candidate candidate = Find(peer, facts.Address);
        candidate.Add(facts.Address);
        candidate.IsHearsay = false;
        candidate.LastSeen = _turn.Now;
        if (facts.IsFresh)
        {
            // Who announces itself is there: no waiting out of an old failure, but never more than a dial a second.
            MeshInstant soonest = candidate.LastDial is { } last ? last + ProtocolLimits.RedialMin : _turn.Now;
            candidate.NextDial = MeshInstant.Min(candidate.NextDial, soonest >= _turn.Now ? soonest : _turn.Now);
        }

        DialDue();
    }

    /// <summary>A neighbour says where a peer may be reached. It may be wrong or lie, so it pushes out nothing that was heard from the peer itself.</summary>
    public void OnTold(PeerId peer, CandidateAddress address)
    {
        if (peer == _self)
        {
            return;
        }

        if (!_known.TryGet(peer, out Candidate? candidate))
        {
            candidate = new Candidate(peer, _turn.Now) { IsHearsay = true };
            if (_known.IsFull && !MakeRoom())
            {
                return;
            }

            _known.Set(peer, candidate);
        }

        candidate.AddTold(address);
        candidate.LastSeen = _turn.Now;
    }

    /// <summary>Discovery says that a peer is gone.</summary>
    public void OnGone(PeerId peer)
    {
        if (_known.TryGet(peer, out Candidate? candidate) && candidate.DialToken == 0 && candidate.LostAt is null && _links.Neighbour(peer) is null)
        {
            _known.Remove(peer);
        }
    }

    /// <summary>A link came up, dialled by us or by the peer.</summary>
    public void OnLinkUp(LinkFacts facts)
    {
        if (facts.DialToken != 0 && _dials.Remove(facts.DialToken, out Candidate? dialled))
        {
            dialled.DialToken = 0;
            _owners.Set(facts.Address, facts.Peer);
            if (dialled.Peer is null)
            {
                _unknown.Remove(dialled.Addresses[0]);
            }

            Learn(facts.Peer, facts.Address);
        }

        DialDue();
    }

    /// <summary>A dial failed.</summary>
    public void OnDialFailed(long token, DialFailure failure)
    {
        if (!_dials.Remove(token, out Candidate? candidate))
        {
            return;
        }

        candidate.DialToken = 0;
        candidate.Failures++;
        switch (failure)
        {
            case DialFailure.Self:
                Forget(candidate, owner: _self);
                break;
            case DialFailure.WrongPeer:
                Forget(candidate, owner: null);
                break;
            case DialFailure.Rejected:
                candidate.NextDial = _turn.Now + Jittered(ProtocolLimits.RedialMax);
                break;
            case DialFailure.Unreachable:
                candidate.NextDial = _turn.Now + Jittered(Wait(candidate));
                break;
            default:
                throw new MeshInvariantException($"Unknown dial failure {failure}.");
        }

        DialDue();
    }

    /// <summary>A neighbour is lost; <paramref name="comesBack"/> is false when it said goodbye or does not want us.</summary>
    public void OnLost(LinkState link, bool comesBack)
    {
        Candidate candidate = Find(link.Peer, link.Facts.Address);
        candidate.Failures = 0;
        if (comesBack)
        {
            candidate.LostAt = _turn.Now;
            candidate.NextDial = _turn.Now + _random.NextTime(TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
            Plan(candidate.NextDial);
        }
        else
        {
            candidate.LostAt = null;
            candidate.NextDial = _turn.Now + ProtocolLimits.RedialMax;
        }

        DialDue();
    }

    /// <summary>A link was refused; the peer is left alone for a while.</summary>
    public void OnRefused(PeerId peer)
    {
        if (_known.TryGet(peer, out Candidate? candidate))
        {
            candidate.NextDial = _turn.Now + Jittered(ProtocolLimits.RedialMax);
        }
    }

    /// <summary>Adds where a neighbour that dialled us listens, so that it can be dialled when it is lost.</summary>
    public void Learn(PeerId peer, CandidateAddress address)
    {
        Candidate candidate = Find(peer, address);
        candidate.Add(address);
        candidate.IsHearsay = false;
    }

    /// <summary>
    /// Dials whoever is due: first who was heard lately, in the order in which they became known, then the others, by how long they have been due.
    /// Those have dials of their own, so that neighbours left behind never keep somebody waiting who just came into reach.
    /// </summary>
    public void DialDue()
    {
        DialRoom room = Room();
        if (!room.HasAny)
        {
            // Whatever makes room (a failed dial, a lost link) comes back here.
            return;
        }

        MeshInstant next = MeshInstant.Never;
        List<Candidate>? retries = null;
        foreach (Candidate candidate in _known.Values)
        {
            Consider(candidate, ref room, ref retries, ref next);
        }

        foreach (Candidate candidate in _unknown.Values)
        {
            Consider(candidate, ref room, ref retries, ref next);
        }

        foreach (Candidate candidate in retries?.OrderBy(candidate => candidate.NextDial) ?? Enumerable.Empty<Candidate>())
        {
            if (room.TryTake(isRetry: true))
            {
                Dial(candidate, isRetry: true);
            }
        }

        if (next != MeshInstant.Never)
        {
            Plan(next);
        }
    }

    private void Consider(Candidate candidate, ref DialRoom room, ref List<Candidate>? retries, ref MeshInstant next)
    {
        if (candidate.DialToken != 0 || candidate.Addresses.Count == 0 || (candidate.Peer is { } peer && _links.HasLink(peer)))
        {
            return;
        }

        if (_turn.Now - candidate.LastSeen > ProtocolLimits.CandidateLife)
        {
            Drop(candidate);
        }
        else if (candidate.NextDial > _turn.Now)
        {
            next = MeshInstant.Min(next, candidate.NextDial);
        }
        else if (!candidate.IsPromising)
        {
            (retries ??= []).Add(candidate);
        }
        else if (room.TryTake(isRetry: false))
        {
            Dial(candidate, isRetry: false);
        }
    }

    private void Plan(MeshInstant due)
    {
        if (_planned <= _turn.Now || due < _planned)
        {
            _planned = due;
            _deadlines.Set(due, TimerKind.Dial);
        }
    }

    private DialRoom Room()
    {
        if (_links.NeighbourCount >= _linksMax)
        {
            return default;
        }

        int own = 0;
        for (int i = 0; i < _links.All.Count; i++)
        {
            LinkState link = _links.All[i];
            own += link.Facts.IsInitiator && link.Phase != LinkPhase.Closing ? 1 : 0;
        }

        int retries = 0;
        foreach (Candidate candidate in _dials.Values)
        {
            retries += candidate.IsRetry ? 1 : 0;
        }

        return new DialRoom(_ownMax - own, _dials.Count - retries, retries);
    }

    private void Dial(Candidate candidate, bool isRetry)
    {
        candidate.IsRetry = isRetry;
        candidate.DialToken = ++_lastToken;
        candidate.LastDial = _turn.Now;
        candidate.NextDial = _turn.Now + ProtocolLimits.RedialMin;
        _dials.Add(candidate.DialToken, candidate);
        _turn.Outbox.Add(new MeshOutput(
            MeshOutputKind.Dial,
            Peer: candidate.Peer ?? default,
            Number: candidate.DialToken,
            Flag: candidate.Peer is not null,
            Time: WasLostLately(candidate) ? ProtocolLimits.RedialTime : ProtocolLimits.DialTime,
            Body: candidate.Addresses.ToArray()));
    }

    private Candidate Find(PeerId? peer, CandidateAddress address)
    {
        if (peer is { } known)
        {
            if (!_known.TryGet(known, out Candidate? candidate))
            {
                candidate = new Candidate(known, _turn.Now);
                _ = _known.IsFull && MakeRoom();
                Keep(_known, known, candidate);
            }

            return candidate;
        }

        if (!_unknown.TryGet(address, out Candidate? nameless))
        {
            nameless = new Candidate(null, _turn.Now);
            nameless.Add(address);
            Keep(_unknown, address, nameless);
        }

        return nameless;
    }

    /// <summary>Forgets the oldest candidate that is hearsay; false when there is none.</summary>
    private bool MakeRoom()
    {
        Candidate? oldest = _known.Values.FirstOrDefault(candidate => candidate.IsHearsay && candidate.DialToken == 0);
        return oldest?.Peer is { } peer && _known.Remove(peer);
    }

    private void Keep<TKey>(BoundedMap<TKey, Candidate> map, TKey key, Candidate candidate)
        where TKey : notnull
    {
        // A dial under way to the evicted one still counts until it ends.
        if (map.Set(key, candidate, out _))
        {
            _turn.Trace(TraceKind.Evicted);
        }
    }

    private void Forget(Candidate candidate, PeerId? owner)
    {
        foreach (CandidateAddress address in candidate.Addresses)
        {
            if (owner is { } known)
            {
                _owners.Set(address, known);
            }
        }

        Drop(candidate);
    }

    private void Drop(Candidate candidate)
    {
        if (candidate.Peer is { } peer)
        {
            _known.Remove(peer);
        }
        else
        {
            _unknown.Remove(candidate.Addresses[0]);
        }
    }

    private bool WasLostLately(Candidate candidate) =>
        candidate.LostAt is { } lost && _turn.Now - lost < ProtocolLimits.LostNeighbourTime;

    private TimeSpan Wait(Candidate candidate)
    {
        if (WasLostLately(candidate))
        {
            return ProtocolLimits.RedialMin;
        }

        TimeSpan doubled = ProtocolLimits.RedialMin * (1 << Math.Min(candidate.Failures - 1, 5));
        return doubled < ProtocolLimits.RedialMax ? doubled : ProtocolLimits.RedialMax;
    }

    /// <summary>Three quarters to five quarters of a wait, so that two nodes do not dial in step.</summary>
    private TimeSpan Jittered(TimeSpan wait) => _random.NextTime(wait * 3 / 4, wait * 5 / 4);
}
