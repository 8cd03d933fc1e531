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
    private long _lastToken;

    /// <summary>Makes the watch of a node.</summary>
    public ForkWatch(Turn turn, BundleStore store, KeyDirectory keys, LinkTable links, PayloadSender sender)
    {
        _sender = sender;
        _turn = turn;
        _store = store;
        _keys = keys;
        _links = links;
    }

    /// <summary>A valid bundle contradicts one that is held, which proves the fork.</summary>
    /// <returns>True when it does.</returns>
    public bool Contradicts(StreamState stream, SignedBundle bundle, BundleCore core)
    {
        if (stream.Class != ServiceClass.Durable)
        {
            return false;
        }

        // An overlap shows at either end of the newcomer or inside it; the predecessor must be the one that it names.
        BundleEntry? rival = stream.Entries.Find(entry => Overlaps(entry.Core, core) && entry.Bundle.Id != bundle.Id)
            ?? stream.Entries.Find(entry => Disagrees(entry.Core, entry.Bundle.Id, core) || Disagrees(core, bundle.Id, entry.Core));
        if (rival is null)
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
        if (_proofs.Contains(stream) || _verifying.Count >= ProtocolLimits.ForksMax || !_keys.TryGet(left.Origin, out ReadOnlyMemory<byte> key))
        {
            return true;
        }

        Claim claim = new(stream, new ForkRecord(left, right), link.Id);
        Verify(claim, key, left);
        Verify(claim, key, right);
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
        if (claim.Valid == 2 && _store.Open(claim.Stream, ServiceClass.Durable) is { } stream)
        {
            Mark(stream, claim.Proof, claim.From);
        }

        return null;
    }

    /// <summary>Tells a new neighbour of every proof.</summary>
    public void OnNeighbourUp(LinkState link)
    {
        foreach (ForkRecord proof in _proofs.Values)
        {
            Tell(link, proof);
        }
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
        foreach (LinkState link in _links.Neighbours)
        {
            if (link.Id != except)
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
            _turn.Send(link.Id, SendClass.Bulk, new BundleRecord(0, 0, BundleFlags.Sync, 0, bundle));
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
