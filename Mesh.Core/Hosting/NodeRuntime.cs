using System.Threading.Channels;
using Mesh.Diagnostics;
using Mesh.Discovery;
using Mesh.Protocol;
using Mesh.Transports;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>A running node: wires its parts, keeps their tasks, and stops them in order. What the application may do with it is in <see cref="NodeDesk"/>.</summary>
internal sealed class NodeRuntime
{
    private static readonly TimeSpan PatienceWithLinks = TimeSpan.FromSeconds(1.4);
    private static readonly TimeSpan PatienceWithRest = TimeSpan.FromSeconds(0.4);

    private readonly Lock _lock = new();
    private readonly NodeIdentity _identity;
    private readonly NodeResources _resources;
    private readonly PeerMemory _memory;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly NodeInbox _inbox = new();
    private readonly RunningTasks _tasks;
    private readonly MeshMetrics _metrics;
    private readonly SignatureWorkers _signatures;
    private readonly NodePump _pump;
    private readonly CancellationTokenSource _outside = new();
    private readonly CancellationTokenSource _inside = new();
    private readonly TaskCompletionSource _pumpEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _stopping;

    public NodeRuntime(MeshOptions options, NodeIdentity identity, NodeResources resources, PeerMemory memory, ILogger logger)
    {
        _identity = identity;
        _resources = resources;
        _memory = memory;
        _logger = logger;
        _time = options.TimeProvider;
        _tasks = new RunningTasks(Fault, resources.Context);
        _metrics = new MeshMetrics(options.MeterFactory);
        NodeClock clock = new(options.TimeProvider);
        Desk = new NodeDesk(options, identity, clock, _inbox, EndPointTexts(resources), resources.Context);
        SightingBook sightings = new();
        AloneWatch alone = new(options, resources.Discovery!, Desk.Events, sightings);
        int linksMax = options.Links.LinksMax + NodeLimits.LinksUndecidedMax;
        LinkTable links = new(_inbox, clock, _tasks, _metrics, logger, linksMax);
        Dials dials = new(resources.Transports!.Dialer, _inbox, clock, _tasks, _metrics, _outside.Token);
        _signatures = new SignatureWorkers(_inbox, identity.Key, resources.Verifier, identity.Network.Hash);
        PeerNarrator peers = new(Desk.Events, Desk.Peers, Desk.Neighbours, links, alone, logger) { Topology = Desk.Topology, Linked = driver => Remember(driver, sightings, clock) };
        RoomNarrator rooms = new(identity.Key.Peer, Desk.Events, Desk.Rooms, Desk.Peers, Desk.Publishes, _metrics) { OwnName = options.Name };
        RealmNarrator realm = new(Desk.Realm.Subscribers, Desk.Realm.Procedures, Desk.Realm.Calls, Desk.Peers, _metrics)
        {
            Probes = Desk.Ways.Probes,
            FreePlaces = Desk.Realm.FreePlaces,
            WantedChanged = Desk.Realm.SetWanted,
            Answer = Desk.Realm.Answer,
            Progress = Desk.Realm.ProgressAsync,
        };
        MeshProtocol protocol = new(ProtocolOptionsOf(options, identity, clock), clock.Now);
        MachineDriver machine = new(protocol, clock, new EffectRunner(links, dials, _signatures), new Narrators(peers, rooms, realm), new TraceLedger(_metrics, logger));
        ItemHandler items = new(machine, links, clock, logger, _inside.Token)
        {
            Sightings = new SightingRouter(identity.Announcement, sightings, alone),
            Signatures = _signatures,
            Rooms = rooms,
            Realm = realm,
            Alone = alone,
            Memory = memory,
            Diagnosis = new DiagnosisDesk(options, clock, alone, Desk.Neighbours, machine),
        };
        Desk.Alone = alone;
        Chores chores = new(machine, alone, Desk.Neighbours, memory, _tasks, _metrics)
        {
            Levels = () => LevelsOf(machine, links),
            Traffic = links.TrafficOf,
            Counted = () => Desk.Figures = Desk.Figures with { MessagesUnsent = rooms.UnsentCount, HistoryBytes = machine.Held.Bytes },
        };
        _pump = new NodePump(_inbox, clock, machine, items, links, chores);
        if (resources.Discovery is ICountsPackets packets)
        {
            _metrics.Discovers(() => packets.PacketsSent, () => packets.PacketsReceived);
        }
    }

    /// <summary>What the application may do.</summary>
    public NodeDesk Desk { get; }

    public void Start()
    {
        NodeLog.Started(_logger, _identity.Key.Peer.ToShortString(), _identity.Network.Name, string.Join(", ", Desk.EndPoints));
        _signatures.Start(_tasks);
        _tasks.Start(PumpAsync);
        _tasks.Start(AcceptAsync);
        _tasks.Start(FollowSightingsAsync);
        _tasks.Start(() => Desk.Realm.Procedures.RunAsync(_tasks, _inside.Token));
        if (_resources.Transports!.InterfacesChanged is Action<IReadOnlyList<LinkInterface>> changed)
        {
            _tasks.Start(() => InterfaceWatch.RunAsync(changed, _time, _outside.Token));
        }
    }

    /// <summary>Says goodbye and stops; at most two seconds, unless the system itself hangs. Calling it again waits for the same end.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            Desk.Close(new ObjectDisposedException(nameof(MeshNode)));
            return _stopping ??= OwnContext.RunAsync(_resources.Context, StopOnceAsync);
        }
    }

    private static string[] EndPointTexts(NodeResources resources) =>
        [.. resources.Transports!.Listener.EndPoints.Select(endPoint => endPoint.ToString())];

    private static ProtocolOptions ProtocolOptionsOf(MeshOptions options, NodeIdentity identity, NodeClock clock) => new()
    {
        Self = identity.Key.Peer,
        PublicKey = identity.Key.PublicKey,
        NetworkId = identity.Network.Id,
        NetworkHash = identity.Network.Hash,
        ProofKey = identity.Network.ProofKey ?? ReadOnlyMemory<byte>.Empty,
        ListenPort = options.Links.IsPassing ? 0 : identity.Announcement.Port,
        Name = options.Name,
        Seed = identity.Seed,
        WallClockMilliseconds = clock.WallClock.ToUnixTimeMilliseconds(),
        LinksMax = options.Links.LinksMax,
        Gossip = options.Gossip,
    };

    private NodeLevels LevelsOf(MachineDriver machine, LinkTable links) => new()
    {
        Neighbours = Desk.Neighbours.Count,
        Peers = Desk.Peers.Count,
        Rooms = Desk.Rooms.Count,
        QueuedBytes = links.QueuedBytes,
        HeldBundles = machine.Held.Bundles,
        HeldBytes = machine.Held.Bytes,
    };

    private void Remember(LinkDriver driver, SightingBook sightings, NodeClock clock)
    {
        // The address that an accepted link came from is no address that accepts.
        LinkAddress? address = driver.Link.IsInitiator ? driver.Link.Remote : sightings.AddressOf(driver.Link.Peer);
        if (address is not null)
        {
            _memory.Note(driver.Link.Peer, address, clock.WallClock);
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            await _pump.RunAsync(_inside.Token).ConfigureAwait(OwnContext.Kept);
        }
        finally
        {
            _pumpEnded.TrySetResult();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                ILink link = await _resources.Transports!.Listener.AcceptAsync(_outside.Token).ConfigureAwait(OwnContext.Kept);
                if (!await _inbox.WriteAsync(new PumpItem(PumpItemKind.LinkStands, Subject: link), CancellationToken.None).ConfigureAwait(OwnContext.Kept))
                {
                    await link.DisposeAsync().ConfigureAwait(OwnContext.Kept);
                }
            }
        }
        catch (ObjectDisposedException) when (_outside.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task FollowSightingsAsync()
    {
        ChannelReader<PeerSighting> sightings = _resources.Discovery!.Sightings;
        while (await sightings.WaitToReadAsync(_outside.Token).ConfigureAwait(OwnContext.Kept))
        {
            while (sightings.TryRead(out PeerSighting? sighting))
            {
                await _inbox.WriteAsync(new PumpItem(PumpItemKind.Sighting, Subject: sighting), _outside.Token).ConfigureAwait(OwnContext.Kept);
            }
        }
    }

    private void Fault(Exception exception)
    {
        NodeLog.Faulted(_logger, exception);
        MeshException fault = new(MeshFailure.Faulted, $"The node stopped because of a defect in it ({exception.Message.TrimEnd('.')}); start it again and report this.", exception);
        Desk.Events.Tell(new Notice(Desk.Events.Now, "faulted", fault.Message));
        lock (_lock)
        {
            Desk.Close(fault);
            _stopping ??= OwnContext.RunAsync(_resources.Context, StopOnceAsync);
        }
    }

    private async Task StopOnceAsync()
    {
        try
        {
            await OwnContext.CancelAsync(_outside).ConfigureAwait(OwnContext.Kept);
            Task outside = _resources.StopOutsideAsync();
            _inbox.TryAnswer(new PumpItem(PumpItemKind.Stop));
            await EndsWithinAsync(OwnContext.EndOf(_pumpEnded.Task), PatienceWithLinks).ConfigureAwait(OwnContext.Kept);
            await OwnContext.CancelAsync(_inside).ConfigureAwait(OwnContext.Kept);
            _signatures.Stop();
            await EndsWithinAsync(Task.WhenAll(_tasks.WhenNoneAsync(), outside), PatienceWithRest).ConfigureAwait(OwnContext.Kept);
            await _memory.SaveAsync().ConfigureAwait(OwnContext.Kept);
        }
        finally
        {
            _resources.Release();
            Desk.End();
            _metrics.Dispose();
            NodeLog.Stopped(_logger, _identity.Key.Peer.ToShortString());
        }
    }

    private async Task EndsWithinAsync(Task work, TimeSpan patience)
    {
        try
        {
            await work.WaitAsync(patience, _resources.StopClock, CancellationToken.None).ConfigureAwait(OwnContext.Kept);
        }
        catch (TimeoutException)
        {
            NodeLog.StopLate(_logger, patience.TotalSeconds);
        }
    }
}
