using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>
/// The probes that this node asks (docs/protocol.md, "Probes"): each leaves once on the best way, a second time when somebody says that this one leads
/// nowhere, and ends with its echo, with the reason why there is none, or after two seconds. Nothing is repeated, because what is lost is what one wants to know.
/// </summary>
internal sealed class ProbeDesk
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Author _author;
    private readonly LinkTable _links;
    private readonly PresenceDirectory _directory;
    private readonly Router _router;
    private readonly EchoDesk _echoes;
    private readonly MeshRandom _random;
    private readonly SortedDictionary<ulong, OwnProbe> _probes = [];

    /// <summary>Makes the desk of a node.</summary>
    public ProbeDesk(Turn turn, DeadlineQueue deadlines, RealmParts parts, Router router, EchoDesk echoes, MeshRandom random)
    {
        _turn = turn;
        _deadlines = deadlines;
        _author = parts.Author;
        _links = parts.Links;
        _directory = parts.Directory;
        _router = router;
        _echoes = echoes;
        _random = random;
    }

    /// <summary>The application asks.</summary>
    /// <param name="asker">Names the question in the output that ends it.</param>
    /// <param name="command">The question.</param>
    public void OnAsk(long asker, ProbeCommand command)
    {
        ulong token = _random.NextUInt64();
        ProbeBody body = new(token, command.Subject, command.Id);
        if (_router.IsSelf(command.Peer) && command.Subject == ProbeSubject.Peer && !IsThere(new PeerId(command.Id)))
        {
            // With one link alone a node sends whatever it does not know over that; who asks it for the way to somebody wants to know better.
            Tell(asker, new ProbeOutcome(ProbeEnd.Gone, _turn.Now));
        }
        else if (_router.IsSelf(command.Peer))
        {
            Tell(asker, new ProbeOutcome(ProbeEnd.Answered, _turn.Now, _echoes.Answer(body, from: null, hops: 0)));
        }
        else if (!IsThere(command.Peer))
        {
            Tell(asker, new ProbeOutcome(ProbeEnd.Gone, _turn.Now));
        }
        else if (_probes.Count >= ProtocolLimits.ProbesMax || _probes.ContainsKey(token)
            || _author.Write(RoomId.OfPeer(command.Peer), ServiceClass.Private, new PublishCommand((long)token, string.Empty, ProbeBody.MessageKind, body.Encode())) is not null)
        {
            Tell(asker, new ProbeOutcome(ProbeEnd.TooMany, _turn.Now));
        }
        else
        {
            _probes.Add(token, new OwnProbe(token, asker, command.Peer));
            _deadlines.Set(_turn.Now + ProtocolLimits.EchoPatience, TimerKind.Probe, (long)token);
        }
    }

    /// <summary>The bundle that carries a probe is signed, and was sent on the best way if there is one.</summary>
    public void OnSigned(ulong token, SignedBundle bundle, bool isSent)
    {
        if (!_probes.TryGetValue(token, out OwnProbe? probe))
        {
            return;
        }

        probe.Sent = bundle;
        probe.Attempt = 1;
        probe.SentAt = _turn.Now;
        if (!isSent)
        {
            TrySecond(probe);
        }
    }

    /// <summary>A relay could not pass on an attempt.</summary>
    public void OnNoRoute(ulong shortId, byte attempt)
    {
        foreach (OwnProbe probe in _probes.Values.Where(probe => probe.Sent?.Id.Short == shortId && probe.Attempt == attempt).ToArray())
        {
            TrySecond(probe);
        }
    }

    /// <summary>Somebody answers a probe. Whoever was not asked is not listened to.</summary>
    public void OnEcho(PeerId from, EchoBody echo)
    {
        if (_probes.TryGetValue(echo.Token, out OwnProbe? probe) && probe.Peer == from && probe.Sent is not null)
        {
            End(probe, new ProbeOutcome(ProbeEnd.Answered, _turn.Now, echo, _turn.Now - probe.SentAt));
        }
    }

    /// <summary>Somebody came or went.</summary>
    public void OnPresenceChanged()
    {
        foreach (OwnProbe probe in _probes.Values.Where(probe => !IsThere(probe.Peer)).ToArray())
        {
            End(probe, new ProbeOutcome(ProbeEnd.Gone, _turn.Now));
        }
    }

    /// <summary>A probe's time is over.</summary>
    public void OnDeadline(ulong token)
    {
        if (_probes.TryGetValue(token, out OwnProbe? probe))
        {
            End(probe, new ProbeOutcome(ProbeEnd.TimedOut, _turn.Now));
        }
    }

    private bool IsThere(PeerId peer) => _router.IsSelf(peer) || _links.Neighbour(peer) is not null || _directory.HopsTo(peer) is not null;

    private void TrySecond(OwnProbe probe)
    {
        const byte Second = 2;
        if (probe.Attempt < Second && _router.Send(probe.Sent!, probe.Peer, Second, RouteChoice.Second))
        {
            probe.Attempt = Second;
            probe.SentAt = _turn.Now;
            return;
        }

        End(probe, new ProbeOutcome(ProbeEnd.NoRoute, _turn.Now));
    }

    private void End(OwnProbe probe, ProbeOutcome outcome)
    {
        _probes.Remove(probe.Token);
        Tell(probe.Asker, outcome);
    }

    private void Tell(long asker, ProbeOutcome outcome) => _turn.Outbox.Add(new MeshOutput(MeshOutputKind.ProbeEnded, Number: asker, Body: outcome));
}
