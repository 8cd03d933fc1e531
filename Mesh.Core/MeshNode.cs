using Mesh.Chat;
using Mesh.Hosting;

namespace Mesh;

/// <summary>
/// A node of the mesh: accepts and dials links, gossips, and offers rooms. Thread-safe; several may run in one process.
/// Events and messages reach the application through bounded channels, never by a callback on the node's own thread.
/// </summary>
public sealed class MeshNode : IAsyncDisposable
{
    private readonly NodeRuntime _runtime;

    private MeshNode(NodeRuntime runtime)
    {
        _runtime = runtime;
    }

    /// <summary>Who this node is.</summary>
    public PeerId Id => Desk.Id;

    /// <summary>What it calls itself.</summary>
    public string Name => Desk.Name;

    /// <summary>The network's name.</summary>
    public string Network => Desk.Network;

    /// <summary>Where it accepts links, such as "0.0.0.0:6374"; one entry for each listening socket.</summary>
    public IReadOnlyList<string> EndPoints => Desk.EndPoints;

    /// <summary>The rooms it has joined, in the order of joining.</summary>
    public IReadOnlyList<MeshRoom> Rooms => Desk.Rooms.Snapshot();

    /// <summary>Everybody heard of in the last minutes, neighbours first, then by name. A snapshot.</summary>
    public IReadOnlyList<MeshPeer> Peers => Desk.Peers.Snapshot();

    /// <summary>The links that are up. A snapshot.</summary>
    public IReadOnlyList<MeshLink> Links => Desk.Neighbours.Snapshot();

    /// <summary>Why nobody is near right now; empty when a link is up. A snapshot, valid from two seconds after start.</summary>
    public IReadOnlyList<AloneReason> AloneReasons => Desk.Alone?.Reasons ?? [];

    /// <summary>How the node is doing. A snapshot.</summary>
    public MeshFigures Figures => Desk.Figures;

    private NodeDesk Desk => _runtime.Desk;

    /// <summary>Starts a node. When it returns, the node accepts links, announces itself and looks for others.</summary>
    /// <exception cref="ArgumentException">The options have faults; the message names all of them.</exception>
    /// <exception cref="MeshException">The data folder is locked or damaged, or the port is taken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public static Task<MeshNode> StartAsync(MeshOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(options, new MeshNodeParts(), cancellationToken);

    /// <summary>Joins a room, and so receives its messages. Joining again returns the same room.</summary>
    /// <param name="name">1 to 64 bytes of UTF-8 without control characters and white space at the ends.</param>
    /// <param name="cancellationToken">Gives up waiting; the room may still be joined.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or has control characters.</exception>
    public Task<MeshRoom> JoinAsync(string name, CancellationToken cancellationToken = default) => Desk.JoinAsync(this, name, cancellationToken);

    /// <summary>Leaves a room; its readers end. The node still relays the room for others.</summary>
    public Task LeaveAsync(MeshRoom room, CancellationToken cancellationToken = default) => Desk.LeaveAsync(room, cancellationToken);

    /// <summary>Changes what the node calls itself; everybody is told.</summary>
    /// <exception cref="ArgumentException">The name is empty, over 64 bytes, or has control characters.</exception>
    public Task SetNameAsync(string name, CancellationToken cancellationToken = default) => Desk.SetNameAsync(name, cancellationToken);

    /// <summary>
    /// Everything that happens from now on, in order. Several readers each get everything.
    /// A reader that falls more than 8,192 events behind loses the oldest and is told by a <see cref="Notice"/> "events-dropped".
    /// Subscribed when this method returns, not at the first read.
    /// </summary>
    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken = default) => Desk.ReadEventsAsync(cancellationToken);

    /// <summary>The links of the mesh as far as their ends were heard of, own ones included. A snapshot.</summary>
    public IReadOnlyList<TopologyLink> Topology =>
    [
        .. Links.Select(link => new TopologyLink(Id, link.Peer, link.RoundTrip)),
        .. Desk.Topology.Snapshot().Where(link => link.To != Id),
    ];

    /// <summary>
    /// Publishes an event for every subscriber at this and other nodes. Completes when the local ones have it and it waits for the others;
    /// waits while this node publishes faster than <see cref="GossipOptions"/> allows.
    /// </summary>
    /// <param name="topic">1 to 255 bytes of UTF-8 without control characters or white space.</param>
    /// <param name="arguments">What is published.</param>
    /// <param name="options">What is told beside it; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may still be published if it was already handed over.</param>
    /// <returns>The publication's number, 1 to 2^53.</returns>
    /// <exception cref="ArgumentException">The topic is empty, too long, or has control characters or white space.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions? options = null, CancellationToken cancellationToken = default) =>
        Desk.Realm.PublishAsync(topic, arguments, options ?? new PublishOptions(), cancellationToken);

    /// <summary>A subscriber without topics; dispose it when done.</summary>
    public MeshSubscriber OpenSubscriber() => new(Desk.Realm);

    /// <summary>
    /// Offers a procedure to every node. Several nodes may offer the same one: the nearest is called. The handler is called on a worker, one call after the
    /// other up to its first await, so calls of one caller arrive in order; it answers by its result or by throwing a <see cref="MeshCallException"/>.
    /// </summary>
    /// <param name="procedure">1 to 255 bytes of UTF-8 without control characters or white space.</param>
    /// <param name="handler">Answers calls.</param>
    /// <param name="options">What is told of it; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Withdraws the procedure when disposed.</returns>
    /// <exception cref="ArgumentException">The procedure's name is empty, too long, or has control characters or white space.</exception>
    /// <exception cref="InvalidOperationException">This node offers it already.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<IAsyncDisposable> RegisterAsync(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions? options = null, CancellationToken cancellationToken = default) =>
        Desk.Realm.RegisterAsync(procedure, handler, options ?? new RegisterOptions(), cancellationToken);

    /// <summary>Calls a procedure that this or another node offers.</summary>
    /// <param name="procedure">1 to 255 bytes of UTF-8 without control characters or white space.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up: the callee is told to stop.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">The procedure's name is empty, too long, or has control characters or white space.</exception>
    /// <exception cref="MeshCallException">There is no result; it says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        Desk.Realm.CallAsync(procedure, arguments, options ?? new CallOptions(), cancellationToken);

    /// <summary>What the node knows of its surroundings right now, for telling why others are not seen.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken = default) => Desk.DiagnoseAsync(cancellationToken);

    /// <summary>
    /// Asks a peer, over as many hops as it takes, whether it is there. One question, which is not repeated when it is lost. Every node answers a peer 20 times a
    /// second and leaves the rest unanswered.
    /// </summary>
    /// <param name="peer">Who is asked.</param>
    /// <param name="towards">Of whom the peer is to tell how it gets there itself; null: of nobody.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of it, at the latest after two seconds; no answer is no exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards = null, CancellationToken cancellationToken = default) => Desk.Ways.PingAsync(peer, towards, cancellationToken);

    /// <summary>Asks each node on the way to a peer who comes next. What is asked later may find another way than what was asked before.</summary>
    /// <param name="peer">Where to.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The way, as far as it could be followed; a node that stays silent twice ends it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken = default) => Desk.Ways.TraceAsync(peer, cancellationToken);

    /// <summary>Asks each node from whom it got a message, from this one back to the author. Nodes remember the last 4,096 messages of their present run.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its history, as far as it is remembered.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken = default) => Desk.Ways.TraceAsync(message, cancellationToken);

    /// <summary>Says goodbye, closes every link and stops. At most two seconds; calling it again does nothing.</summary>
    public ValueTask DisposeAsync() => new(_runtime.StopAsync());

    internal static async Task<MeshNode> StartAsync(MeshOptions options, MeshNodeParts parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MeshNode(await NodeLauncher.StartAsync(options, parts, cancellationToken).ConfigureAwait(false));
    }

    internal Task<RoomMessage> SendAsync(MeshRoom room, MessageBody body, CancellationToken cancellationToken) =>
        Desk.SendAsync(room, body, cancellationToken);

    internal IReadOnlyList<RoomMessage> Latest(MeshRoom room, int count) => Desk.Rooms.Find(room)?.Latest(count) ?? [];

    internal IAsyncEnumerable<RoomMessage> ReadRoomAsync(MeshRoom room, CancellationToken cancellationToken) =>
        Desk.ReadRoomAsync(room, cancellationToken);
}
