using Mesh.Wire;

namespace Mesh.Protocol.Neighbours;

/// <summary>
/// Links from their coming up to their end: greets, resolves duplicates, refuses, shuns (docs/protocol.md, "Handshake" and "Duplicate links").
/// </summary>
internal sealed class Neighbourhood
{
    private readonly ProtocolOptions _options;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Handshake _handshake;
    private readonly BoundedMap<PeerId, MeshInstant> _shunned = new(ProtocolLimits.ShunnedMax);
    private INeighbourObserver? _observer;

    /// <summary>Makes the neighbourhood of a node.</summary>
    public Neighbourhood(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _handshake = new Handshake(options, turn, deadlines, random.Split("handshake"));
        Liveness = new Liveness(options, turn, deadlines);
        Links = new LinkTable();
        Candidates = new CandidateTable(options, turn, deadlines, random.Split("candidates"), Links);
    }

    /// <summary>All links.</summary>
    public LinkTable Links { get; }

    /// <summary>Who may be reached.</summary>
    public CandidateTable Candidates { get; }

    /// <summary>Watches links.</summary>
    public Liveness Liveness { get; }

    /// <summary>Says who is told of neighbours; once, before the first input.</summary>
    public void Attach(INeighbourObserver observer) => _observer = observer;

    /// <summary>A link came up.</summary>
    public void OnLinkUp(LinkId id, LinkFacts facts, ulong incarnation, string name)
    {
        LinkState link = _handshake.Begin(id, facts, incarnation, name);
        Links.Add(link);
        Candidates.OnLinkUp(facts);
        if (facts.Peer == _options.Self)
        {
            Close(link, RefusalCode.Duplicate, "This is the node itself.");
        }
        else if (_shunned.TryGet(facts.Peer, out MeshInstant until) && _turn.Now < until)
        {
            Refuse(link, new LinkRefusal(RefusalCode.Shunned, false, "It broke the protocol too often; it may come back in ten minutes."));
        }
        else if (Links.UnsettledCount > ProtocolLimits.HandshakesMax)
        {
            Refuse(link, new LinkRefusal(RefusalCode.Full, false, "Too many links are being agreed on."));
        }
    }

    /// <summary>A link is gone.</summary>
    public void OnLinkDown(LinkId id, string reason)
    {
        LinkState? link = Links.Find(id);
        if (link is not null)
        {
            End(link, reason, comesBack: true, saidGoodbye: false);
            Links.Remove(link);
            _observer?.OnLinkGone(link);
            Candidates.DialDue();
        }
    }

    /// <summary>The peer's HELLO.</summary>
    public void OnHello(LinkState link, in HelloRecord hello)
    {
        if (_handshake.OnHello(link, hello) is { } refusal)
        {
            Refuse(link, refusal);
        }
        else if (_handshake.IsAgreed(link))
        {
            Agree(link);
        }
    }

    /// <summary>The peer's PROOF.</summary>
    public void OnProof(LinkState link, in ProofRecord proof)
    {
        if (_handshake.OnProof(link, proof) is { } refusal)
        {
            Refuse(link, refusal);
        }
        else
        {
            Agree(link);
        }
    }

    /// <summary>The peer says why it is about to close.</summary>
    public void OnRefuse(LinkState link, in RefuseRecord refuse)
    {
        RefusalCode code = (RefusalCode)refuse.Reason;
        bool isGoodbye = code == RefusalCode.Goodbye;
        if (!link.IsAgreed && !isGoodbye && code != RefusalCode.Duplicate)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.LinkRefused, link.Id, link.Peer, Body: new LinkRefusal(code, ByPeer: true, refuse.Detail)));
        }

        bool comesBack = code is not (RefusalCode.Goodbye or RefusalCode.Full or RefusalCode.Shunned or RefusalCode.Cloned);
        End(link, isGoodbye ? "The peer left." : refuse.Detail, comesBack, isGoodbye);
        CloseLink(link, "acknowledged");
        if (!comesBack || code is RefusalCode.Passphrase or RefusalCode.Network or RefusalCode.Revision)
        {
            Candidates.OnRefused(link.Peer);
        }
    }

    /// <summary>A timer of a link ran out.</summary>
    public void OnDeadline(TimerKind kind, LinkState link)
    {
        switch (kind)
        {
            case TimerKind.Handshake when link.Phase is LinkPhase.Greeting or LinkPhase.Proving:
                Refuse(link, new LinkRefusal(RefusalCode.Late, false, "The handshake took too long."));
                break;
            case TimerKind.Challenge when link.Phase == LinkPhase.Standby:
                JudgeChallenge(link);
                break;
            case TimerKind.Liveness when link.IsAgreed && Liveness.OnDeadline(link):
                Close(link, RefusalCode.Dead, "The peer was silent for too long.");
                break;
            default:
                break;
        }
    }

    /// <summary>The link brought something that no conforming node sends.</summary>
    public void OnOffence(LinkState link)
    {
        _turn.Trace(TraceKind.Rejected, link.Id);
        link.Offences++;
        if (link.Offences > ProtocolLimits.OffencesMax && link.Phase != LinkPhase.Closing)
        {
            _shunned.Set(link.Peer, _turn.Now + ProtocolLimits.ShunTime);
            Close(link, RefusalCode.Violation, "The peer broke the protocol.");
        }
    }

    /// <summary>Says goodbye on every link.</summary>
    public void SayGoodbye()
    {
        foreach (LinkState link in Links.All.ToArray())
        {
            Close(link, RefusalCode.Goodbye, "The peer left.");
        }
    }

    /// <summary>Closes a link and tells the other end why.</summary>
    public void Close(LinkState link, RefusalCode code, string reason)
    {
        if (link.Phase == LinkPhase.Closing)
        {
            return;
        }

        // A goodbye must not overtake the presence that tells everybody else of it.
        SendClass sendClass = code == RefusalCode.Goodbye ? SendClass.Chat : SendClass.Control;
        _turn.Send(link.Id, sendClass, new RefuseRecord((byte)code, reason));
        End(link, reason, comesBack: code is RefusalCode.Dead or RefusalCode.Slow, saidGoodbye: false);
        CloseLink(link, reason);
    }

    private void Refuse(LinkState link, LinkRefusal refusal)
    {
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.LinkRefused, link.Id, link.Peer, Body: refusal));
        Close(link, refusal.Code, refusal.Text);
        Candidates.OnRefused(link.Peer);
    }

    private void Agree(LinkState link)
    {
        link.AgreedAt = _turn.Now;
        link.Phase = LinkPhase.Standby;
        Liveness.Watch(link);
        if (link.Hello is { ListenPort: > 0 } hello)
        {
            Candidates.Learn(link.Peer, link.Facts.Address with { Port = hello.ListenPort });
        }

        LinkState? present = Links.Neighbour(link.Peer);
        if (present is null)
        {
            if (Links.NeighbourCount >= _options.LinksMax)
            {
                Refuse(link, new LinkRefusal(RefusalCode.Full, false, "It has as many links as it takes."));
                return;
            }

            Serve(link);
        }
        else if (IsSimultaneous(link, present))
        {
            // The lower PeerId decides, so that both ends never close different ones; the higher waits for it.
            if (_options.Self.CompareTo(link.Peer) < 0)
            {
                (LinkState kept, LinkState dropped) = link.Facts.IsInitiator ? (link, present) : (present, link);
                Keep(kept, dropped);

                // Closed a little later: the other end may still be agreeing on the one that is kept, and must not think that it lost us.
                _deadlines.Set(_turn.Now + ProtocolLimits.DuplicateGrace, TimerKind.Challenge, dropped.Id.Value);
            }
            else
            {
                _deadlines.Set(_turn.Now + ProtocolLimits.DeadAfterMax, TimerKind.Challenge, link.Id.Value);
            }
        }
        else
        {
            Challenge(link, present);
        }
    }

    private static bool IsSimultaneous(LinkState link, LinkState present) =>
        link.Facts.IsInitiator != present.Facts.IsInitiator
        && link.AgreedAt - present.AgreedAt < ProtocolLimits.SimultaneousDial
        && link.Hello!.Value.Incarnation == present.Hello!.Value.Incarnation;

    /// <summary>Asks whether the neighbour's present link still lives, before the new one may replace it.</summary>
    private void Challenge(LinkState link, LinkState present)
    {
        link.IsChallenger = true;
        Liveness.Ping(present);
        _deadlines.Set(_turn.Now + present.RoundTrip.Explained, TimerKind.Challenge, link.Id.Value);
    }

    private void JudgeChallenge(LinkState link)
    {
        LinkState? present = Links.Neighbour(link.Peer);
        if (present is null)
        {
            Serve(link);
            return;
        }

        if (!link.IsChallenger)
        {
            Challenge(link, present);
            return;
        }

        bool answered = present.LastReceived > link.AgreedAt;
        if (!answered)
        {
            Keep(link, present);
            Close(present, RefusalCode.Dead, "The peer was silent for too long.");
        }
        else if (link.Hello!.Value.Incarnation != present.Hello!.Value.Incarnation)
        {
            _turn.Notice("copied-identity", $"Two nodes with the identity {link.Peer.ToShortString()} are here; one of them runs with a copied data folder.");
            Refuse(link, new LinkRefusal(RefusalCode.Cloned, false, "A node with the same identity is here already; one data folder was copied."));
        }
        else
        {
            Close(link, RefusalCode.Duplicate, "Another link to the same peer serves.");
        }
    }

    /// <summary>Lets one of two links to a peer serve; the other stays in reserve until it is closed.</summary>
    private void Keep(LinkState kept, LinkState dropped)
    {
        if (kept.Phase == LinkPhase.Neighbour)
        {
            return;
        }

        dropped.Phase = LinkPhase.Standby;
        Links.Dismiss(dropped);
        Links.Appoint(kept);
        _observer?.OnNeighbourDown(dropped, kept, saidGoodbye: false);
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.NeighbourMoved, kept.Id, kept.Peer, Number: kept.Hello?.ListenPort ?? 0));
        _observer?.OnNeighbourUp(kept, isSuccessor: true);
    }

    private void Serve(LinkState link)
    {
        Links.Appoint(link);
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.NeighbourUp, link.Id, link.Peer, Number: link.Hello!.Value.ListenPort, Body: link.Hello.Value.Name));
        _observer?.OnNeighbourUp(link, isSuccessor: false);
    }

    /// <summary>Stops using a link; a standby link of the same peer takes over at once.</summary>
    private void End(LinkState link, string reason, bool comesBack, bool saidGoodbye)
    {
        if (link.Phase != LinkPhase.Neighbour)
        {
            return;
        }

        link.Phase = LinkPhase.Closing;
        Links.Dismiss(link);
        LinkState? successor = saidGoodbye ? null : Links.Standby(link.Peer);
        if (successor is not null)
        {
            Links.Appoint(successor);
            _observer?.OnNeighbourDown(link, successor, saidGoodbye);
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.NeighbourMoved, successor.Id, successor.Peer, Number: successor.Hello?.ListenPort ?? 0));
            _observer?.OnNeighbourUp(successor, isSuccessor: true);
            return;
        }

        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.NeighbourDown, link.Id, link.Peer, Body: reason));
        _observer?.OnNeighbourDown(link, null, saidGoodbye);
        Candidates.OnLost(link, comesBack);
    }

    private void CloseLink(LinkState link, string reason)
    {
        link.Phase = LinkPhase.Closing;
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.CloseLink, link.Id, link.Peer, Body: reason));
    }
}
