using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// Plumtree (Leitao, Pereira and Rodrigues, "Epidemic Broadcast Trees", 2007): whole messages along a tree of eager links,
/// identifiers on the others, which repair the tree when a message stays out. Section names in the comments are the paper's.
/// </summary>
internal sealed class Plumtree : IDissemination
{
    /// <summary>By how many hops an announcement must beat the payload before the tree is bent towards it (section 3.7, "optimization").</summary>
    private const int OptimisationHops = 7;

    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly LinkTable _links;
    private readonly PayloadSender _sender;
    private readonly BundleStore _store;
    private readonly Func<ulong, bool> _isPending;
    private readonly Dictionary<LinkId, TreeLink> _tree = [];
    private readonly BoundedMap<ulong, MissingPayload> _missing = new(ProtocolLimits.MissingMax);
    private LinkId _parent;
    private bool _isAnnouncePlanned;

    /// <summary>Makes the dissemination of a node.</summary>
    public Plumtree(DisseminationParts parts)
    {
        _turn = parts.Turn;
        _deadlines = parts.Deadlines;
        _links = parts.Links;
        _sender = parts.Sender;
        _store = parts.Store;
        _isPending = parts.IsPending;
    }

    /// <inheritdoc/>
    public void OnNeighbourUp(LinkState link) => _tree[link.Id] = new TreeLink();

    /// <inheritdoc/>
    public void OnNeighbourDown(LinkState link)
    {
        _tree.Remove(link.Id);
        if (_parent != link.Id)
        {
            return;
        }

        // What would have come by the parent is asked for elsewhere at once.
        _parent = default;
        foreach (MissingPayload missing in _missing.Values.Where(missing => missing.Announcers.Count > 0))
        {
            Plan(missing, _turn.Now);
        }
    }

    /// <inheritdoc/>
    public void OnTaken(BundleEntry entry, LinkState? from, bool isSync)
    {
        _missing.TryGet(entry.Short, out MissingPayload? missing);
        _missing.Remove(entry.Short);
        if (from is not null && !isSync && _tree.TryGetValue(from.Id, out TreeLink? source))
        {
            source.IsEager = true;
            _parent = from.Id;
            Optimise(entry, from, source, missing);
        }

        Spread(entry, from, isSync, missing);
    }

    /// <inheritdoc/>
    public void OnDuplicate(LinkState link, ulong shortId, bool isSync)
    {
        if (isSync || link.Id == _parent || !_tree.TryGetValue(link.Id, out TreeLink? tree))
        {
            return;
        }

        tree.IsEager = false;
        if (_turn.Now >= tree.NextPrune)
        {
            tree.NextPrune = _turn.Now + ProtocolLimits.PruneTime;
            _turn.Send(link.Id, SendClass.Control, new PruneRecord(0));
            _turn.Trace(TraceKind.Pruned, link.Id);
        }
    }

    /// <inheritdoc/>
    public void OnIHave(LinkState link, in IHaveRecord record)
    {
        bool isSync = record.Flags.HasFlag(BundleFlags.Sync);
        foreach (Announcement announcement in record.Bundles)
        {
            if (_store.IsKnown(announcement.Short))
            {
                continue;
            }

            bool isNew = !_missing.TryGet(announcement.Short, out MissingPayload? missing);
            missing ??= new MissingPayload(announcement.Short, isSync);
            missing.Add(link, announcement.Hops);
            if (isNew)
            {
                _missing.Set(announcement.Short, missing);
                Plan(missing, isSync ? _turn.Now : _turn.Now + ProtocolLimits.GraftFirst);
            }
            else if (missing.IsSync && !isSync)
            {
                missing.IsSync = false;
            }
        }
    }

    /// <inheritdoc/>
    public void OnGraft(LinkState link, in GraftRecord record)
    {
        if (!_tree.TryGetValue(link.Id, out TreeLink? tree))
        {
            return;
        }

        tree.IsEager = true;
        foreach (ulong shortId in record.Shorts)
        {
            if (_store.Entry(shortId) is { } entry && tree.MayServe(shortId, _turn.Now) && link.GraftBudget.TryTake(entry.Cost, _turn.Now))
            {
                _sender.Send(link, entry, _sender.Encode(entry, BundleFlags.None), isSync: false);
            }
        }
    }

    /// <inheritdoc/>
    public void OnPrune(LinkState link)
    {
        if (_tree.TryGetValue(link.Id, out TreeLink? tree))
        {
            tree.IsEager = false;
        }
    }

    /// <inheritdoc/>
    public void OnDeadline(in Timer timer)
    {
        if (timer.Kind == TimerKind.Announce)
        {
            FlushAnnouncements();
        }
        else if (_missing.TryGet((ulong)timer.Subject, out MissingPayload? missing) && _turn.Now >= missing.Due)
        {
            AskNext(missing);
        }
    }

    private void Spread(BundleEntry entry, LinkState? from, bool isSync, MissingPayload? missing)
    {
        ReadOnlyMemory<byte> record = default;
        bool isOnlyLink = _links.NeighbourCount == 1;
        foreach (LinkState link in _links.Neighbours)
        {
            if (link == from || !_tree.TryGetValue(link.Id, out TreeLink? tree))
            {
                continue;
            }

            // Events have a queue of their own on each link, which drops the oldest when it is full: to hold them back would only make them late.
            bool hasRoom = !link.IsSlow || isOnlyLink || entry.Core.Room == RoomId.Topics;
            if (!isSync && tree.IsEager && !link.IsSuspect && hasRoom)
            {
                record = record.IsEmpty ? _sender.Encode(entry, BundleFlags.None) : record;
                _sender.Send(link, entry, record, isSync: false);
            }
            else if (missing is null || !missing.Announcers.Any(announcer => announcer.Link == link))
            {
                tree.Announce(entry, isSync);
                PlanAnnouncements();
            }
        }
    }

    /// <summary>Bends the tree when the payload came by a much longer way than an announcement (section 3.7).</summary>
    private void Optimise(BundleEntry entry, LinkState from, TreeLink source, MissingPayload? missing)
    {
        if (missing is null)
        {
            return;
        }

        foreach ((LinkState link, int hops) in missing.Announcers)
        {
            if (hops + 1 + OptimisationHops <= entry.Hops && _tree.TryGetValue(link.Id, out TreeLink? better) && !better.IsEager)
            {
                better.IsEager = true;
                source.IsEager = false;
                _turn.Send(link.Id, SendClass.Control, new GraftRecord(0, []));
                _turn.Send(from.Id, SendClass.Control, new PruneRecord(0));
                return;
            }
        }
    }

    private void AskNext(MissingPayload missing)
    {
        if (_store.IsKnown(missing.Short))
        {
            _missing.Remove(missing.Short);
            return;
        }

        if (_isPending(missing.Short))
        {
            Plan(missing, _turn.Now + ProtocolLimits.GraftNext);
            return;
        }

        if (missing.NextAnnouncer() is not { } link)
        {
            // Nobody is left to ask: the comparison of heads will find what is missing.
            _missing.Remove(missing.Short);
            return;
        }

        if (missing.IsSync)
        {
            _turn.Send(link.Id, SendClass.Control, new WantRecord([missing.Short]));
            Plan(missing, _turn.Now + ProtocolLimits.WantTime);
            return;
        }

        _turn.Trace(TraceKind.PayloadOverdue, link.Id, (long)missing.Short);
        _turn.Trace(TraceKind.Grafted, link.Id);
        _tree[link.Id].IsEager = true;
        _turn.Send(link.Id, SendClass.Control, new GraftRecord(0, [missing.Short]));
        Plan(missing, _turn.Now + ProtocolLimits.GraftNext + (link.RoundTrip.Smoothed ?? TimeSpan.Zero));
    }

    private void Plan(MissingPayload missing, MeshInstant due)
    {
        missing.Due = due;
        _deadlines.Set(due, TimerKind.Overdue, (long)missing.Short);
    }

    private void PlanAnnouncements()
    {
        if (!_isAnnouncePlanned)
        {
            _isAnnouncePlanned = true;
            _deadlines.Set(_turn.Now + ProtocolLimits.AnnounceDelay, TimerKind.Announce);
        }
    }

    private void FlushAnnouncements()
    {
        _isAnnouncePlanned = false;
        foreach (LinkState link in _links.Neighbours)
        {
            if (_tree.TryGetValue(link.Id, out TreeLink? tree))
            {
                tree.Flush(_turn, link.Id);
            }
        }
    }
}
