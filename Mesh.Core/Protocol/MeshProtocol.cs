using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;
using Mesh.Wire;

namespace Mesh.Protocol;

/// <summary>
/// The protocol as a machine: it is handed inputs and the time and answers with outputs. Knows no clock, no socket, no task.
/// The same inputs and the same seed give the same outputs, byte for byte. Not thread-safe: one owner calls it.
/// </summary>
internal sealed class MeshProtocol
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines = new();
    private readonly Neighbourhood _neighbourhood;
    private readonly GossipNode _gossip;
    private readonly PeerExchange _exchange;

    /// <summary>Makes the machine of a node that starts at <paramref name="now"/>.</summary>
    public MeshProtocol(ProtocolOptions options, MeshInstant now)
    {
        MeshRandom random = new(options.Seed);
        _turn = new Turn(now, options.WallClockMilliseconds);
        _neighbourhood = new Neighbourhood(options, _turn, _deadlines, random);
        _exchange = new PeerExchange(options, _turn, _deadlines, _neighbourhood);
        _gossip = new GossipNode(options, _turn, _deadlines, random, _neighbourhood, _exchange);
        _neighbourhood.Attach(_gossip);
    }

    /// <summary>The present incarnation.</summary>
    public ulong Incarnation => _gossip.Incarnation;

    /// <summary>When <see cref="HandleDeadline"/> wants to be called; null when nothing is pending. Calling early or late is harmless.</summary>
    public MeshInstant? NextDeadline => _deadlines.Next;

    /// <summary>The topics that others want.</summary>
    public WantedTopics Wanted => _gossip.Wanted;

    /// <summary>Bundles held for those who come later, events apart, and the bytes that they are counted with.</summary>
    public (int Bundles, long Bytes) Held => _gossip.Held;

    /// <summary>Handles one input. Handlers run to the end; <paramref name="now"/> never goes back.</summary>
    /// <exception cref="MeshInvariantException">The machine is broken; it must not be called again.</exception>
    public void Handle(in MeshInput input, MeshInstant now, MeshOutbox outbox)
    {
        _turn.Begin(now, outbox);
        switch (input.Kind)
        {
            case MeshInputKind.LinkUp:
                _neighbourhood.OnLinkUp(input.Link, (LinkFacts)input.Body!, Incarnation, _gossip.Presence.Name);
                break;
            case MeshInputKind.LinkDown:
                _neighbourhood.OnLinkDown(input.Link, (string?)input.Body ?? "The link broke.");
                break;
            case MeshInputKind.FrameReceived:
                OnFrame(input.Link, input.Bytes);
                break;
            case MeshInputKind.BytesReceived:
                if (_neighbourhood.Links.Find(input.Link) is { } alive)
                {
                    _neighbourhood.Liveness.OnReceived(alive);
                }

                break;
            case MeshInputKind.QueueChanged:
                OnQueueChanged(input.Link, input.Number);
                break;
            case MeshInputKind.CandidateSeen:
                _neighbourhood.Candidates.OnSeen((CandidateFacts)input.Body!);
                break;
            case MeshInputKind.CandidateGone:
                _neighbourhood.Candidates.OnGone(input.Peer);
                break;
            case MeshInputKind.DialFailed:
                _neighbourhood.Candidates.OnDialFailed(input.Number, (DialFailure)input.Body!);
                break;
            case MeshInputKind.WallClock:
                _turn.SetWallClock(input.Number);
                break;
            default:
                _gossip.Handle(input);
                break;
        }
    }

    /// <summary>Does what is due at <paramref name="now"/>.</summary>
    /// <exception cref="MeshInvariantException">The machine is broken; it must not be called again.</exception>
    public void HandleDeadline(MeshInstant now, MeshOutbox outbox)
    {
        bool hasStalled = _deadlines.Next is { } due && now - due > ProtocolLimits.OwnStall;
        _turn.Begin(now, outbox);
        if (hasStalled)
        {
            foreach (LinkState link in _neighbourhood.Links.All)
            {
                _neighbourhood.Liveness.OnOwnStall(link);
            }
        }

        while (_deadlines.TryTake(now, out Timer timer))
        {
            OnTimer(timer);
        }
    }

    /// <summary>Smoothed round trip of a link, or null before the first measurement.</summary>
    public TimeSpan? RoundTrip(LinkId link) => _neighbourhood.Links.Find(link)?.RoundTrip.Smoothed;

    /// <summary>How far a peer's clock was ahead of ours when its newest presence came; null when it told none.</summary>
    public TimeSpan? ClockLead(PeerId peer) => _gossip.Presence.ClockLeadOf(peer);

    private void OnTimer(in Timer timer)
    {
        switch (timer.Kind)
        {
            case TimerKind.Handshake or TimerKind.Challenge or TimerKind.Liveness:
                if (_neighbourhood.Links.Find(new LinkId((int)timer.Subject)) is { } link)
                {
                    _neighbourhood.OnDeadline(timer.Kind, link);
                }

                break;
            case TimerKind.Dial:
                _neighbourhood.Candidates.DialDue();
                break;
            case TimerKind.Exchange:
                _exchange.OnDeadline();
                break;
            default:
                _gossip.OnDeadline(timer);
                break;
        }
    }

    private void OnFrame(LinkId id, ReadOnlyMemory<byte> frame)
    {
        if (_neighbourhood.Links.Find(id) is not { } link)
        {
            return;
        }

        _neighbourhood.Liveness.OnReceived(link);
        FrameReader reader = new(frame);
        while (link.Phase != LinkPhase.Closing)
        {
            DecodeStatus status = reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record);
            if (status == DecodeStatus.End)
            {
                return;
            }

            if (status != DecodeStatus.Complete)
            {
                // After a torn frame nothing on the link can be trusted to be whole.
                _neighbourhood.Close(link, RefusalCode.Violation, "The peer sent a malformed frame.");
                return;
            }

            OnRecord(link, kind, record);
        }
    }

    private void OnRecord(LinkState link, RecordKind kind, ReadOnlyMemory<byte> record)
    {
        bool isConforming = link.IsAgreed && !IsOfHandshake(kind)
            ? OnAgreedRecord(link, kind, record)
            : OnHandshakeRecord(link, kind, record);
        if (!isConforming && link.Phase != LinkPhase.Closing)
        {
            _neighbourhood.OnOffence(link);
        }
    }

    private static bool IsOfHandshake(RecordKind kind) => kind is RecordKind.Hello or RecordKind.Proof or RecordKind.Refuse;

    /// <summary>What may come before both sides agreed; anything else then is an offence.</summary>
    private bool OnHandshakeRecord(LinkState link, RecordKind kind, ReadOnlyMemory<byte> record)
    {
        switch (kind)
        {
            case RecordKind.Hello when HelloRecord.TryRead(record, out HelloRecord hello):
                _neighbourhood.OnHello(link, hello);
                return true;
            case RecordKind.Proof when ProofRecord.TryRead(record, out ProofRecord proof):
                _neighbourhood.OnProof(link, proof);
                return true;
            case RecordKind.Refuse when RefuseRecord.TryRead(record, out RefuseRecord refuse):
                _neighbourhood.OnRefuse(link, refuse);
                return true;
            default:
                _neighbourhood.Close(link, RefusalCode.Violation, "The peer did not keep to the handshake.");
                return false;
        }
    }

    private bool OnAgreedRecord(LinkState link, RecordKind kind, ReadOnlyMemory<byte> record)
    {
        switch (kind)
        {
            case RecordKind.Ping when PingRecord.TryRead(record, out PingRecord ping):
                _neighbourhood.Liveness.OnPing(link, ping);
                return true;
            case RecordKind.Pong when PongRecord.TryRead(record, out PongRecord pong):
                _neighbourhood.Liveness.OnPong(link, pong);
                return true;
            case RecordKind.Peers when PeersRecord.TryRead(record, out PeersRecord peers):
                _exchange.OnPeers(link, peers);
                return true;
            case RecordKind.Ping or RecordKind.Pong or RecordKind.Peers:
                return false;
            default:
                return _gossip.OnRecord(link, kind, record);
        }
    }

    private void OnQueueChanged(LinkId id, long bytes)
    {
        if (_neighbourhood.Links.Find(id) is { } link)
        {
            link.QueueBytes = bytes;
            link.IsSlow = bytes > ProtocolLimits.SlowQueueBytes || (link.IsSlow && bytes > ProtocolLimits.ClearQueueBytes);
        }
    }
}
