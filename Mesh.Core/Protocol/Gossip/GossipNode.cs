using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Sync;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>What a node writes, takes in, spreads, compares and shows, put together.</summary>
internal sealed class GossipNode : INeighbourObserver, IIntakeObserver
{
    private readonly ProtocolOptions _options;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Neighbourhood _neighbourhood;
    private readonly PeerExchange _exchange;
    private readonly KeyDirectory _keys;
    private readonly HybridClock _clock;
    private readonly BundleStore _store;
    private readonly Author _author;
    private readonly Intake _intake;
    private readonly IDissemination _dissemination;
    private readonly DeliveryOrder _delivery;
    private readonly PayloadSender _sender;
    private readonly ForkWatch _forks;
    private readonly SyncNode _sync;
    private readonly PresenceDirectory _directory;
    private readonly RoomDesk _rooms;
    private readonly Realm _realm;
    private long _lastTag;
    private bool _isLeaving;

    /// <summary>Puts a node together.</summary>
    public GossipNode(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random, Neighbourhood neighbourhood, PeerExchange exchange)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _neighbourhood = neighbourhood;
        _exchange = exchange;
        LinkTable links = neighbourhood.Links;
        _keys = new KeyDirectory(options.PublicKey.Span);
        _clock = new HybridClock(turn);
        _store = new BundleStore(turn, options.Gossip.HistoryBytesMax);
        _author = new Author(options, turn, deadlines, _clock, random.Split("author"));
        _intake = new Intake(options, turn, deadlines, neighbourhood, _store, _keys);
        _intake.Attach(this);
        _sender = new PayloadSender(turn, _keys, neighbourhood.Liveness);
        DisseminationParts parts = new(turn, deadlines, links, _sender, _store, _intake.IsPending);
        _dissemination = options.Dissemination?.Invoke(parts) ?? new Plumtree(parts);
        _delivery = new DeliveryOrder(turn, deadlines, _store);
        _forks = new ForkWatch(turn, _store, _keys, links, _sender);
        _sync = new SyncNode(
            new Reconciler(turn, deadlines, random.Split("reconciler"), links, _store, _author),
            new PullServer(turn, _store, _sender),
            new SyncReceiver(turn, deadlines));
        _directory = new PresenceDirectory(turn, deadlines, links);
        Presence = new OwnPresence(options, turn, deadlines, random.Split("presence"), _author, _directory);
        _rooms = new RoomDesk(turn, _author, _delivery, Presence);
        _realm = new Realm(options, turn, deadlines, new RealmParts(links, _sender, _author, _directory, Presence), random.Split("probes"));
        _store.Forgotten = _realm.OnForgotten;
        deadlines.Set(turn.Now + ProtocolLimits.StreamLife, TimerKind.Expiry);
    }

    /// <summary>The present incarnation.</summary>
    public ulong Incarnation => _author.Incarnation;

    /// <summary>What this node tells of itself.</summary>
    public OwnPresence Presence { get; }

    /// <summary>The topics that others want.</summary>
    public WantedTopics Wanted => _directory.Interests.Wanted;

    /// <summary>Bundles held for those who come later, events apart, and the bytes that they are counted with.</summary>
    public (int Bundles, long Bytes) Held => (_store.HeldCount, _store.Bytes);

    /// <summary>Handles what the application and the driver's workers say.</summary>
    public void Handle(in MeshInput input)
    {
        switch (input.Kind)
        {
            case MeshInputKind.Verified:
                OnSignatureChecked(input.Number, input.Flag);
                break;
            case MeshInputKind.Signed:
                OnSigned(input.Number, input.Bytes);
                break;
            case MeshInputKind.Publish:
                _rooms.OnPublish((PublishCommand)input.Body!);
                break;
            case MeshInputKind.JoinRoom:
                _rooms.OnJoin((string)input.Body!);
                break;
            case MeshInputKind.LeaveRoom:
                _rooms.OnLeave((string)input.Body!);
                break;
            case MeshInputKind.Rename:
                Presence.Rename((string)input.Body!);
                break;
            case MeshInputKind.Goodbye:
                OnGoodbye();
                break;
            default:
                if (!_realm.TryHandle(input))
                {
                    throw new MeshInvariantException($"Nobody handles the input {input.Kind}.");
                }

                break;
        }
    }

    /// <summary>Handles a record of gossip on a link that was agreed on.</summary>
    /// <returns>False when it is not what a conforming node sends. Unknown kinds are skipped, for later revisions.</returns>
    public bool OnRecord(LinkState link, RecordKind kind, ReadOnlyMemory<byte> record)
    {
        switch (kind)
        {
            case RecordKind.Bundle:
                return OnBundle(link, record);
            case RecordKind.IHave when IHaveRecord.TryRead(record, out IHaveRecord have):
                _dissemination.OnIHave(link, have);
                return true;
            case RecordKind.Graft when GraftRecord.TryRead(record, out GraftRecord graft):
                _dissemination.OnGraft(link, graft);
                return true;
            case RecordKind.Prune when PruneRecord.TryRead(record, out _):
                _dissemination.OnPrune(link);
                return true;
            case RecordKind.Key when KeyRecord.TryRead(record, out KeyRecord key):
                _intake.OnKey(link, key);
                return true;
            case RecordKind.KeyWant when KeyWantRecord.TryRead(record, out KeyWantRecord keyWant):
                _sender.OnKeyWant(link, keyWant);
                return true;
            case RecordKind.Fork when ForkRecord.TryRead(record, out ForkRecord fork):
                return _forks.OnFork(link, fork);
            case RecordKind.Routed when RoutedRecord.TryRead(record, out RoutedRecord routed):
                if (!_realm.IsSeen(routed))
                {
                    _intake.OnRouted(link, routed, _realm.IsRepeat(routed));
                }

                return true;
            case RecordKind.NoRoute when NoRouteRecord.TryRead(record, out NoRouteRecord noRoute):
                _realm.OnNoRoute(link, noRoute);
                return true;
            default:
                return _sync.OnRecord(link, kind, record);
        }
    }

    /// <summary>Handles a timer of gossip.</summary>
    public void OnDeadline(in Timer timer)
    {
        switch (timer.Kind)
        {
            case TimerKind.Overdue or TimerKind.Announce:
                _dissemination.OnDeadline(timer);
                break;
            case TimerKind.KeyWait:
                _intake.OnKeyWaitDeadline();
                break;
            case TimerKind.Author:
                _author.Pump();
                break;
            case TimerKind.HoldBack when _store.Find(timer.Subject) is { Class: ServiceClass.Durable } stream:
                _delivery.OnDeadline(stream);
                break;
            case TimerKind.Presence:
                Presence.OnDeadline();
                break;
            case TimerKind.PresenceSweep:
                _directory.OnDeadline();
                _realm.OnPresenceChanged();
                break;
            case TimerKind.Goodbye:
                _neighbourhood.SayGoodbye();
                break;
            case TimerKind.Expiry:
                _store.Expire();
                _deadlines.Set(_turn.Now + TimeSpan.FromHours(1), TimerKind.Expiry);
                break;
            default:
                StreamState? subject = _store.Find(timer.Subject);
                _ = _sync.TryHandle(timer, subject) || _realm.TryHandle(timer, subject);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnNeighbourUp(LinkState link, bool isSuccessor)
    {
        AuthorKey key = _keys.Add(link.Facts.PublicKey);
        _keys.Prove(key.Owner);
        link.KeysSent.Add(key.Slot);
        _sender.SendKey(link, _options.Self);
        _dissemination.OnNeighbourUp(link);
        _directory.OnNeighbourUp(link);
        _forks.OnNeighbourUp(link);
        _sync.OnNeighbourUp(link, isSuccessor);
        _exchange.OnNeighboursChanged();
        Presence.OnNeighboursChanged();
        _realm.OnPresenceChanged();
    }

    /// <inheritdoc/>
    public void OnNeighbourDown(LinkState link, LinkState? successor, bool saidGoodbye)
    {
        _dissemination.OnNeighbourDown(link);
        if (successor is null)
        {
            _directory.OnNeighbourDown(link, saidGoodbye);
            _exchange.OnNeighboursChanged();
            Presence.OnNeighboursChanged();
            _realm.OnPresenceChanged();
        }
    }

    /// <inheritdoc/>
    public void OnLinkGone(LinkState link) => _sync.OnLinkGone(link);

    /// <inheritdoc/>
    public void OnVerified(PendingBundle pending)
    {
        bool isOwnRun = _author.IsOwn(pending.Stream);
        if (isOwnRun && pending.Core.Last > _author.LastOf(pending.Core.Room))
        {
            // Somebody with our key writes in our incarnation: a copied data folder that drew the same number, or a copied machine.
            _turn.Notice("copied-identity", "Another node writes under this node's identity; this node goes on under a new incarnation. Do not copy data folders.");
            _author.Reincarnate();
        }

        _keys.Prove(pending.Bundle.Origin);
        if (pending.Bundle.Origin != _options.Self && pending.From.Phase == LinkPhase.Neighbour)
        {
            _realm.OnHeard(pending);
        }

        if (pending.Routed is not null)
        {
            _realm.OnRouted(pending, _store);
            return;
        }

        StreamState stream = _store.Open(pending.Stream, pending.Core.Class);
        if (stream.IsForked || stream.Class != pending.Core.Class || _forks.Contradicts(stream, pending.Bundle, pending.Core)
            || (stream.Class == ServiceClass.Durable && stream.Held.ContainsAny(pending.Core.First, pending.Core.Last)))
        {
            _turn.Trace(TraceKind.Ignored, pending.From.Id, (long)pending.Bundle.Id.Short);
            return;
        }

        BundleEntry entry = new(pending.Bundle, pending.Core, pending.Hops, pending.AgeSeconds, tag: 0, _turn.Now) { Way = MessageWay.Of(pending, _turn.Now) };
        LinkState? from = pending.From.Phase == LinkPhase.Neighbour ? pending.From : null;
        if (Keep(stream, entry))
        {
            _turn.Trace(TraceKind.BundleTaken, pending.From.Id, (long)entry.Short);
            if (pending.Core.Class == ServiceClass.Durable && from is not null)
            {
                _neighbourhood.Liveness.OnMessage(from);
            }

            _dissemination.OnTaken(entry, from, pending.IsSync);
            _sync.OnTaken(stream);
        }
        else
        {
            _sync.OnLeftForSync(stream, pending.Core.Last);
        }
    }

    /// <inheritdoc/>
    public void OnDuplicate(LinkState link, ulong shortId, bool isSync) => _dissemination.OnDuplicate(link, shortId, isSync);

    /// <inheritdoc/>
    public void OnLeftForSync(PendingBundle pending)
    {
        if (_store.Find(pending.Stream) is { Class: ServiceClass.Durable } stream)
        {
            _sync.OnLeftForSync(stream, pending.Core.Last);
        }
    }

    private bool OnBundle(LinkState link, ReadOnlyMemory<byte> record)
    {
        if (!BundleRecord.TryRead(record, out BundleRecord bundle))
        {
            return false;
        }

        if (bundle.Flags.HasFlag(BundleFlags.Sync))
        {
            _sync.OnReceived(link, record.Length);
        }

        _intake.OnBundle(link, bundle);
        return true;
    }

    private void OnSignatureChecked(long token, bool isValid)
    {
        if (token > 0)
        {
            _intake.OnVerified(token, isValid);
        }
        else if (_forks.OnVerified(token, isValid) is { } liar && _neighbourhood.Links.Find(liar) is { } link)
        {
            _neighbourhood.OnOffence(link);
        }
    }

    private void OnSigned(long token, ReadOnlyMemory<byte> signature)
    {
        if (_author.OnSigned(token, signature) is not { } signed)
        {
            return;
        }

        _realm.OnSigned(signed.Bundle, signed.Core, signed.Commands);
        if (signed.Core.Class == ServiceClass.Private)
        {
            _author.Pump();
            return;
        }

        StreamId id = new(_options.Self, signed.Bundle.Incarnation, signed.Core.Room);
        BundleEntry entry = new(signed.Bundle, signed.Core, hops: 0, ageSeconds: 0, ++_lastTag, _turn.Now) { Way = MessageWay.OfOwn(signed.Core, _turn.Now) };
        for (int i = 0; i < signed.Commands.Length; i++)
        {
            PublishCommand command = signed.Commands[i];
            if (command.Token != 0)
            {
                ulong number = signed.Core.First + (ulong)i;
                Delivery own = new(id, number, command.Room, command.Kind, command.Body, signed.Core.Messages[i].Hlc, 0, entry.Tag);
                _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Accepted, Number: command.Token, Body: own));
            }
        }

        Keep(_store.Open(id, signed.Core.Class, isOwn: true), entry);
        _dissemination.OnTaken(entry, from: null, isSync: false);
        if (_isLeaving && signed.Core.Room == RoomId.Presence)
        {
            _neighbourhood.SayGoodbye();
        }

        _author.Pump();
    }

    /// <summary>Takes a verified bundle into the store and shows it; false when its stream has too many gaps for it now.</summary>
    private bool Keep(StreamState stream, BundleEntry entry)
    {
        if (!_store.Add(stream, entry))
        {
            return false;
        }

        _realm.Ways.Add(entry);
        CoreMessage last = entry.Core.Messages[^1];
        _clock.Merge(last.Hlc);
        if (entry.Core.Room == RoomId.Presence)
        {
            if (entry.Bundle.Origin != _options.Self && last.Kind == PresenceBody.MessageKind && PresenceBody.Read(last.Body) is { } body)
            {
                _directory.OnPresence(entry.Bundle.Origin, entry.Bundle.Incarnation, entry.Core.Last, last.Hlc, body, entry.Hops);
                _realm.OnPresenceChanged();
            }
        }
        else if (entry.Core.Room == RoomId.Topics)
        {
            if (entry.Bundle.Origin != _options.Self)
            {
                _realm.OnEvents(stream, entry);
            }
        }
        else
        {
            if (_delivery.RoomName(entry.Core.Room) is not null)
            {
                _author.OnSeen(entry.Core.Room, entry.Stream.Message(entry.Core.Last));
            }

            _delivery.OnTaken(stream, entry);
        }

        return true;
    }

    private void OnGoodbye()
    {
        _isLeaving = true;
        Presence.SayGoodbye();
        _deadlines.Set(_turn.Now + ProtocolLimits.GoodbyeTime, TimerKind.Goodbye);
    }
}
