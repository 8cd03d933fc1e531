using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// Forked streams (docs/protocol.md, "Forks"): two valid bundles of one stream that claim the same number, or do not follow each other,
/// prove that their author signed twice. The proof is passed on, and the stream accepts nothing more.
/// </summary>
internal sealed class ForkWatch
{
    private readonly Turn _turn;
    private readonly BundleStore _store;
    private readonly KeyDirectory _keys;
    private readonly LinkTable _links;
    private readonly PayloadSender _sender;
    private readonly BoundedMap<StreamId, ForkRecord> _proofs = new(ProtocolLimits.ForksMax);
    private readonly Dictionary<long, Claim> _verifying = [];
    private readonly TokenBucket _budget;
    private long _lastToken;

    /// <summary>Makes the watch of a node.</summary>
    public ForkWatch(Turn turn, BundleStore store, KeyDirectory keys, LinkTable links, PayloadSender sender)
    {
        _sender = sender;
        _turn = turn;
        _store = store;
        _keys = keys;
        _links = links;
        _budget = new TokenBucket(ProtocolLimits.ForkBytesPerSecond, ProtocolLimits.ForkBytesMax, turn.Now);
    }

    /// <summary>A valid bundle contradicts one that is held, which proves the fork.</summary>
    /// <returns>True when it does.</returns>
    public bool Contradicts(StreamState stream, SignedBundle bundle, BundleCore core)
    {
        if (stream.Class != ServiceClass.Durable)
        {
            return false;
        }

        if (Rival(stream, bundle, core) is not { } rival)
        {
            return false;
        }

        Mark(stream, new ForkRecord(rival.Bundle, bundle), except: default);
        return true;
    }

    /// <summary>A neighbour brings a proof: it counts once both signatures are checked.</summary>
    /// <returns>False when it proves nothing, whatever the signatures are worth.</returns>
    public bool OnFork(LinkState link, in ForkRecord record)
    {
        SignedBundle left = record.Left.Detach();
        SignedBundle right = record.Right.Detach();
        if (left.Origin != right.Origin || left.Incarnation != right.Incarnation || left.Id == right.Id
            || !BundleCore.TryRead(left.Core, out BundleCore leftCore) || !BundleCore.TryRead(right.Core, out BundleCore rightCore)
            || leftCore.Room != rightCore.Room || leftCore.Class != ServiceClass.Durable || rightCore.Class != ServiceClass.Durable
            || !(Overlaps(leftCore, rightCore) || Disagrees(leftCore, left.Id, rightCore) || Disagrees(rightCore, right.Id, leftCore)))
        {
            return false;
        }

        StreamId stream = new(left.Origin, left.Incarnation, leftCore.Room);
        if (_proofs.Contains(stream) || _verifying.Count >= ProtocolLimits.ForksMax || _keys.Find(left.Origin) is not { } key
            || !link.VerificationBudget.TryTake(2, _turn.Now))
        {
            return true;
        }

        Claim claim = new(stream, new ForkRecord(left, right), link.Id);
        Verify(claim, key.SubjectPublicKeyInfo, left);
        Verify(claim, key.SubjectPublicKeyInfo, right);
        return true;
    }

    /// <summary>A signature was checked; tokens of this watch are negative.</summary>
    /// <returns>The link that brought a false proof, or null.</returns>
    public LinkId? OnVerified(long token, bool isValid)
    {
        if (!_verifying.Remove(token, out Claim? claim))
        {
            return null;
        }

        if (!isValid)
        {
            return claim.From;
        }

        claim.Valid++;
        if (claim.Valid == 2)
        {
            Mark(_store.Open(claim.Stream, ServiceClass.Durable), claim.Proof, claim.From);
        }

        return null;
    }

    /// <summary>Tells a new neighbour of every proof.</summary>
    public void OnNeighbourUp(LinkState link)
    {
        // The newest first, and no more than a link can take at once: an author may fork as often as it likes.
        int bytes = 0;
        foreach (ForkRecord proof in _proofs.Values.Reverse())
        {
            bytes += proof.EncodedBytes;
            if (bytes > ProtocolLimits.ForkBytesMax)
            {
                return;
            }

            Tell(link, proof);
        }
    }

    /// <summary>What overlaps the newcomer, or is next to it and does not go with it; the entries are in order and do not overlap.</summary>
    private static BundleEntry? Rival(StreamState stream, SignedBundle bundle, BundleCore core)
    {
        int place = stream.PlaceFrom(core.First);
        BundleEntry? before = place > 0 ? stream.Entries[place - 1] : null;
        for (; place < stream.Entries.Count; place++)
        {
            BundleEntry entry = stream.Entries[place];
            bool isOverlap = Overlaps(entry.Core, core) && entry.Bundle.Id != bundle.Id;
            if (isOverlap || Disagrees(core, bundle.Id, entry.Core))
            {
                return entry;
            }

            if (entry.Core.First > core.Last)
            {
                break;
            }
        }

        return before is not null && Disagrees(before.Core, before.Bundle.Id, core) ? before : null;
    }

    private static bool Overlaps(BundleCore left, BundleCore right) => left.First <= right.Last && right.First <= left.Last;

    private static bool Disagrees(BundleCore earlier, BundleId earlierId, BundleCore later) =>
        later.First == earlier.Last + 1 && later.Previous != earlierId;

    private void Verify(Claim claim, ReadOnlyMemory<byte> key, SignedBundle bundle)
    {
        _verifying.Add(--_lastToken, claim);
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Verify, claim.From, Number: _lastToken, Body: new VerifyRequest(key, bundle)));
    }

    private void Mark(StreamState stream, in ForkRecord proof, LinkId except)
    {
        if (stream.IsForked)
        {
            return;
        }

        stream.IsForked = true;
        _proofs.Set(stream.Id, proof);
        _turn.Notice("forked-stream", $"{stream.Id.Origin.ToShortString()} signed two different messages under one number; nothing more of that run of it is accepted.");
        bool mayTell = _budget.TryTake(proof.EncodedBytes, _turn.Now);
        foreach (LinkState link in _links.Neighbours)
        {
            if (mayTell && link.Id != except)
            {
                Tell(link, proof);
            }
        }
    }

    private void Tell(LinkState link, in ForkRecord proof)
    {
        _sender.SendKey(link, proof.Left.Origin);
        if (proof.EncodedBytes <= WireLimits.FrameBytesMax)
        {
            _turn.Send(link.Id, SendClass.Control, proof);
            return;
        }

        // Two large bundles do not fit into one frame; one after the other they prove the same.
        foreach (SignedBundle bundle in new[] { proof.Left, proof.Right })
        {
            ReadOnlyMemory<byte> record = _turn.Encode(new BundleRecord(0, 0, BundleFlags.Sync, 0, bundle));
            link.SyncSent += (ulong)record.Length;
            _turn.Send(link.Id, SendClass.Bulk, record);
        }
    }

    private sealed class Claim(StreamId stream, ForkRecord proof, LinkId from)
    {
        public StreamId Stream { get; } = stream;

        public ForkRecord Proof { get; } = proof;

        public LinkId From { get; } = from;

        public int Valid { get; set; }
    }
}
