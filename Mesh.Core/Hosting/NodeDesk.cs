using Mesh.Chat;
using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>What the application may ask of a node. Thread-safe; nothing here runs on the pump.</summary>
internal sealed class NodeDesk
{
    private readonly NodeInbox _inbox;
    private readonly SynchronizationContext? _context;
    private readonly Lock _lock = new();
    private string _name;
    private Exception? _closedFor;

    /// <param name="options">The node's options.</param>
    /// <param name="identity">Who the node is.</param>
    /// <param name="clock">The node's clock.</param>
    /// <param name="inbox">Where commands go.</param>
    /// <param name="endPoints">Where the node accepts links.</param>
    /// <param name="context">See <see cref="MeshNodeParts.Context"/>.</param>
    public NodeDesk(MeshOptions options, NodeIdentity identity, NodeClock clock, NodeInbox inbox, IReadOnlyList<string> endPoints, SynchronizationContext? context)
    {
        _context = context;
        Publishes = new PublishLedger { KeepsContext = context is not null };
        _inbox = inbox;
        _name = options.Name;
        Id = identity.Key.Peer;
        Network = options.Network;
        EndPoints = endPoints;
        Realm = new RealmDesk(this, inbox, options.TimeProvider, identity.Seed, context);
        Ways = new WayDesk(this, inbox, clock, context);
        Events = new EventHub(clock);
        Figures = new MeshFigures(clock.WallClock, 0, 0, options.Gossip.HistoryBytesMax);
        Neighbours = new NeighbourBook(Peers);
    }

    public PeerId Id { get; }

    public string Network { get; }

    public IReadOnlyList<string> EndPoints { get; }

    public EventHub Events { get; }

    public PeerBook Peers { get; } = new();

    public NeighbourBook Neighbours { get; }

    public RoomBook Rooms { get; } = new();

    public PublishLedger Publishes { get; }

    public TopologyBook Topology { get; } = new();

    /// <summary>Topics and procedures.</summary>
    public RealmDesk Realm { get; }

    /// <summary>Ways through the mesh.</summary>
    public WayDesk Ways { get; }

    /// <summary>How the node is doing; the pump sets it, anybody reads.</summary>
    public MeshFigures Figures
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Knows why the node is alone; set once while the node is wired.</summary>
    public AloneWatch? Alone { get; set; }

    public string Name
    {
        get
        {
            lock (_lock)
            {
                return _name;
            }
        }
    }

    private bool KeepsContext => _context is not null;

    /// <summary>From now on every call fails, and what waits fails too. The first reason counts.</summary>
    public void Close(Exception reason)
    {
        lock (_lock)
        {
            _closedFor ??= reason;
        }

        Publishes.Close(reason);
        Realm.Close(reason);
        Ways.Probes.Close(reason);
    }

    /// <summary>Every reader ends after what it was told.</summary>
    public void End()
    {
        Rooms.Close();
        Realm.End();
        Events.Complete();
    }

    public Task<MeshRoom> JoinAsync(MeshNode node, string name, CancellationToken cancellationToken) =>
        OwnContext.AnswerAsync(_context, () => JoinOnceAsync(node, name, cancellationToken));

    public Task LeaveAsync(MeshRoom room, CancellationToken cancellationToken) => OwnContext.AnswerAsync(_context, () => LeaveOnceAsync(room, cancellationToken));

    public Task SetNameAsync(string name, CancellationToken cancellationToken) => OwnContext.AnswerAsync(_context, () => RenameAsync(name, cancellationToken));

    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => OwnContext.AnswerAsync(_context, () => DiagnoseOnceAsync(cancellationToken));

    public Task<RoomMessage> SendAsync(MeshRoom room, MessageBody body, CancellationToken cancellationToken) =>
        OwnContext.AnswerAsync(_context, () => PublishAsync(room, body, cancellationToken));

    public IAsyncEnumerable<RoomMessage> ReadRoomAsync(MeshRoom room, CancellationToken cancellationToken) =>
        (Rooms.Find(room) ?? throw Closed() ?? new InvalidOperationException($"The room '{room.Name}' was left; join it again to read it."))
        .ReadAsync(_context, cancellationToken);

    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return Events.Subscribe().ReadAsync(_context, cancellationToken);
    }

    private async Task<MeshRoom> JoinOnceAsync(MeshNode node, string name, CancellationToken cancellationToken)
    {
        RoomNames.CheckRoom(name, nameof(name));
        ThrowIfClosed();
        JoinedRoom joined = Rooms.Join(name, () => new MeshRoom(node, name), out bool isNew);
        if (isNew)
        {
            await CommandAsync(new MeshInput(MeshInputKind.JoinRoom, Body: name), cancellationToken).ConfigureAwait(KeepsContext);
        }

        return joined.Room;
    }

    private async Task LeaveOnceAsync(MeshRoom room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        ThrowIfClosed();
        if (Rooms.Leave(room))
        {
            await CommandAsync(new MeshInput(MeshInputKind.LeaveRoom, Body: room.Name), cancellationToken).ConfigureAwait(KeepsContext);
        }
    }

    private async Task RenameAsync(string name, CancellationToken cancellationToken)
    {
        RoomNames.CheckPerson(name, nameof(name));
        ThrowIfClosed();
        lock (_lock)
        {
            _name = name;
        }

        await CommandAsync(new MeshInput(MeshInputKind.Rename, Body: name), cancellationToken).ConfigureAwait(KeepsContext);
    }

    private async Task<RoomMessage> PublishAsync(MeshRoom room, MessageBody body, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        if (Rooms.Find(room) is null)
        {
            throw new InvalidOperationException($"The room '{room.Name}' was left; join it again to write in it.");
        }

        (long token, Task<RoomMessage> answer) = await Publishes.OpenAsync(cancellationToken).ConfigureAwait(KeepsContext);
        PublishCommand command = new(token, room.Name, body.Kind, body.Bytes);
        if (token != 0 && !_inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.Publish, Body: command))))
        {
            Publishes.Fail(token, Closed() ?? new ObjectDisposedException(nameof(MeshNode)));
        }

        return await (KeepsContext ? OwnContext.EndOf(answer) : answer).WaitAsync(cancellationToken).ConfigureAwait(KeepsContext);
    }

    private async Task CommandAsync(MeshInput input, CancellationToken cancellationToken)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await AnsweredAsync(new PumpItem(PumpItemKind.Input, input, done), done.Task, cancellationToken).ConfigureAwait(KeepsContext);
    }

    private async Task<MeshDiagnosis> DiagnoseOnceAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        DiagnosisRequest request = new();
        await AnsweredAsync(new PumpItem(PumpItemKind.Diagnose, Subject: request), request.Answer, cancellationToken).ConfigureAwait(KeepsContext);
        return await request.Answer.ConfigureAwait(KeepsContext);
    }

    private async Task AnsweredAsync(PumpItem item, Task answer, CancellationToken cancellationToken)
    {
        if (!_inbox.TryAnswer(item))
        {
            throw Closed() ?? new ObjectDisposedException(nameof(MeshNode));
        }

        try
        {
            await (KeepsContext ? OwnContext.EndOf(answer) : answer).WaitAsync(cancellationToken).ConfigureAwait(KeepsContext);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Closed() ?? new ObjectDisposedException(nameof(MeshNode));
        }
    }

    private Exception? Closed()
    {
        lock (_lock)
        {
            return _closedFor;
        }
    }

    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    /// <exception cref="MeshException">It stopped because of a defect.</exception>
    public void ThrowIfClosed()
    {
        if (Closed() is Exception reason)
        {
            throw reason is MeshException fault ? new MeshException(fault.Failure, fault.Message, fault) : new ObjectDisposedException(nameof(MeshNode));
        }
    }
}
