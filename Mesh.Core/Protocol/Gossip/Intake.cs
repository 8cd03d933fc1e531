using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// Takes in what neighbours bring: checks, waits for the author's key, has the signature verified, and only then lets it count
/// (docs/protocol.md, "Deduplication": nothing enters the seen set before its signature verified).
/// </summary>
internal sealed class Intake
{
    private readonly ProtocolOptions _options;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Neighbourhood _neighbourhood;
    private readonly BundleStore _store;
    private readonly KeyDirectory _keys;
    private readonly AuthorLimits _limits;
    private readonly Dictionary<long, PendingBundle> _verifying = [];
    private readonly Dictionary<ulong, List<PendingBundle>> _verifyingByShort = [];
    private readonly List<PendingBundle> _waiting = [];
    private IIntakeObserver? _observer;
    private long _lastToken;

    /// <summary>Makes the intake of a node.</summary>
    public Intake(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, Neighbourhood neighbourhood, BundleStore store, KeyDirectory keys)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _neighbourhood = neighbourhood;
        _store = store;
        _keys = keys;
        _limits = new AuthorLimits(options.Gossip, turn.Now);
    }

    /// <summary>Says who is told of verified bundles; once, before the first input.</summary>
    public void Attach(IIntakeObserver observer) => _observer = observer;

    /// <summary>Whether a bundle of that short id is being verified or waits for a key.</summary>
    public bool IsPending(ulong shortId) =>
        _verifyingByShort.ContainsKey(shortId) || _waiting.Exists(pending => pending.Bundle.Id.Short == shortId);

    /// <summary>A link brought a bundle.</summary>
    public void OnBundle(LinkState link, in BundleRecord record)
    {
        bool isSync = record.Flags.HasFlag(BundleFlags.Sync);
        ulong shortId = record.Bundle.Id.Short;
        if (_store.IsKnown(record.Bundle.Id))
        {
            _turn.Trace(TraceKind.Duplicate, link.Id, (long)shortId);
            _observer?.OnDuplicate(link, shortId, isSync);
            return;
        }

        if (record.Hops >= ProtocolLimits.HopsMax || record.Bundle.Suite != SignatureSuite.P256)
        {
            _turn.Trace(TraceKind.Ignored, link.Id, (long)shortId);
            return;
        }

        if (JoinsPending(link, record.Bundle))
        {
            return;
        }

        SignedBundle bundle = _options.Keep(record.Bundle);
        if (!BundleCore.TryRead(bundle.Core, out BundleCore core) || core.Class is not (ServiceClass.Durable or ServiceClass.Ephemeral)
            || (core.Room == RoomId.Presence || core.Room == RoomId.Topics) != (core.Class == ServiceClass.Ephemeral))
        {
            _neighbourhood.OnOffence(link);
            return;
        }

        PendingBundle pending = new(bundle, core, link, record.Hops + 1, record.AgeSeconds, isSync, _turn.Now);
        if (IsWelcome(pending))
        {
            Admit(pending);
        }
    }

    /// <summary>A link brought a bundle that is routed to one peer.</summary>
    /// <param name="link">The link.</param>
    /// <param name="record">The bundle.</param>
    /// <param name="isRepeat">Whether its author was charged for it in an earlier attempt: whoever repeats others' bundles must not use up their rate.</param>
    public void OnRouted(LinkState link, in RoutedRecord record, bool isRepeat)
    {
        if (record.Hops >= ProtocolLimits.RoutedHopsMax || record.Bundle.Suite != SignatureSuite.P256)
        {
            _turn.Trace(TraceKind.Ignored, link.Id, (long)record.Bundle.Id.Short);
            return;
        }

        SignedBundle bundle = _options.Keep(record.Bundle);
        if (!BundleCore.TryRead(bundle.Core, out BundleCore core) || core.Class != ServiceClass.Private)
        {
            _neighbourhood.OnOffence(link);
            return;
        }

        PendingBundle pending = new(bundle, core, link, record.Hops + 1, ageSeconds: 0, isSync: false, _turn.Now)
        {
            Routed = new RoutedEnvelope(record.Attempt, record.IsBroadcast, isRepeat),
        };
        if (IsWelcome(pending))
        {
            Admit(pending);
        }
    }

    /// <summary>A link brought an author's key.</summary>
    public void OnKey(LinkState link, in KeyRecord record)
    {
        if (record.Suite != SignatureSuite.P256)
        {
            _turn.Trace(TraceKind.Ignored, link.Id);
            return;
        }

        AuthorKey key = _keys.Add(P256Key.Spki(record.Point.Span));
        link.KeysSent.Add(key.Slot);
        PendingBundle[] released = [.. _waiting.Where(pending => pending.Bundle.Origin == key.Owner)];
        _waiting.RemoveAll(pending => pending.Bundle.Origin == key.Owner);
        foreach (PendingBundle pending in released)
        {
            pending.From.KeyWaitBytes -= pending.Bundle.EncodedBytes;
            Admit(pending);
        }
    }

    /// <summary>A signature was checked.</summary>
    public void OnVerified(long token, bool isValid)
    {
        if (!_verifying.Remove(token, out PendingBundle? pending))
        {
            return;
        }

        List<PendingBundle> same = _verifyingByShort[pending.Bundle.Id.Short];
        same.Remove(pending);
        if (same.Count == 0)
        {
            _verifyingByShort.Remove(pending.Bundle.Id.Short);
        }

        if (isValid)
        {
            Take(pending);
            return;
        }

        Blame(pending.From);
        foreach (LinkState other in pending.Others)
        {
            Blame(other);
        }
    }

    /// <summary>Gives up bundles whose author's key did not come; nobody is blamed.</summary>
    public void OnKeyWaitDeadline()
    {
        foreach (PendingBundle pending in _waiting.Where(pending => _turn.Now - pending.Since >= ProtocolLimits.KeyWait))
        {
            pending.From.KeyWaitBytes -= pending.Bundle.EncodedBytes;
            _turn.Trace(TraceKind.Ignored, pending.From.Id, (long)pending.Bundle.Id.Short);
        }

        _waiting.RemoveAll(pending => _turn.Now - pending.Since >= ProtocolLimits.KeyWait);
    }

    /// <summary>A second copy with the same bytes waits with the first; one with another signature is verified by itself, or a bad copy could censor a good one.</summary>
    private bool JoinsPending(LinkState link, SignedBundle bundle)
    {
        if (!_verifyingByShort.TryGetValue(bundle.Id.Short, out List<PendingBundle>? same))
        {
            return false;
        }

        // One trial for each link: whoever sends many copies with false signatures does not crowd out a true one from elsewhere.
        PendingBundle? twin = same.Find(pending => pending.Bundle.Id == bundle.Id && pending.Bundle.Signature.Span.SequenceEqual(bundle.Signature.Span));
        twin?.Add(link);
        return twin is not null || same.Exists(pending => pending.Bundle.Id == bundle.Id && pending.From == link);
    }

    private bool IsWelcome(PendingBundle pending)
    {
        StreamState? stream = _store.Find(pending.Stream);
        bool isUnwanted = stream is { IsForked: true }
            || (stream is not null && pending.Routed is null && stream.HasAll(pending.Core.First, pending.Core.Last) && stream.EntryOf(pending.Core.First) is null)
            || (pending.Core.Room == RoomId.Presence && !_options.AnnouncesPresence);
        if (isUnwanted || _verifying.Count >= ProtocolLimits.VerificationsMax || !pending.From.VerificationBudget.TryTake(1, _turn.Now))
        {
            _turn.Trace(TraceKind.Ignored, pending.From.Id, (long)pending.Bundle.Id.Short);
            return false;
        }

        bool isFree = pending.IsSync || pending.Bundle.Origin == _options.Self || pending.Routed is { IsRepeat: true };
        if (!isFree && !_limits.Allows(pending.Core, pending.Bundle.Origin, _verifying.Count, _turn.Now))
        {
            _turn.Trace(TraceKind.RateLimited, pending.From.Id, (long)pending.Bundle.Id.Short);
            if (pending.Core.Class == ServiceClass.Durable)
            {
                _observer?.OnLeftForSync(pending);
            }

            return false;
        }

        return true;
    }

    private void Admit(PendingBundle pending)
    {
        if (_keys.Find(pending.Bundle.Origin) is { } key)
        {
            _verifying.Add(++_lastToken, pending);
            if (!_verifyingByShort.TryGetValue(pending.Bundle.Id.Short, out List<PendingBundle>? same))
            {
                _verifyingByShort.Add(pending.Bundle.Id.Short, same = []);
            }

            same.Add(pending);
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Verify, pending.From.Id, Number: _lastToken, Body: new VerifyRequest(key.SubjectPublicKeyInfo, pending.Bundle)));
            return;
        }

        int bytes = pending.Bundle.EncodedBytes;
        bool isFirst = !_waiting.Exists(other => other.From == pending.From && other.Bundle.Origin == pending.Bundle.Origin);
        if (pending.From.KeyWaitBytes > 0 && pending.From.KeyWaitBytes + bytes > ProtocolLimits.KeyWaitBytesMax)
        {
            _turn.Trace(TraceKind.Evicted, pending.From.Id, (long)pending.Bundle.Id.Short);
            return;
        }

        pending.From.KeyWaitBytes += bytes;
        _waiting.Add(pending);
        _deadlines.Set(_turn.Now + ProtocolLimits.KeyWait, TimerKind.KeyWait);
        if (isFirst)
        {
            _turn.Send(pending.From.Id, SendClass.Control, new KeyWantRecord([pending.Bundle.Origin]));
        }
    }

    private void Take(PendingBundle pending)
    {
        if (pending.Routed is null && _store.IsKnown(pending.Bundle.Id))
        {
            _turn.Trace(TraceKind.Duplicate, pending.From.Id, (long)pending.Bundle.Id.Short);
            _observer?.OnDuplicate(pending.From, pending.Bundle.Id.Short, pending.IsSync);
            return;
        }

        _observer?.OnVerified(pending);
        foreach (LinkState other in pending.Others)
        {
            _turn.Trace(TraceKind.Duplicate, other.Id, (long)pending.Bundle.Id.Short);
            _observer?.OnDuplicate(other, pending.Bundle.Id.Short, pending.IsSync);
        }
    }

    private void Blame(LinkState link)
    {
        if (link.Phase != LinkPhase.Closing)
        {
            _neighbourhood.OnOffence(link);
        }
    }
}
