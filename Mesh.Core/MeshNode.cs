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

    /// <summary>Says goodbye, closes every link and stops. At most two seconds; calling it again does nothing.</summary>
    public ValueTask DisposeAsync() => new(_runtime.StopAsync());

    internal static async Task<MeshNode> StartAsync(MeshOptions options, MeshNodeParts parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MeshNode(await NodeLauncher.StartAsync(options, parts, cancellationToken).ConfigureAwait(false));
    }

    internal Task<RoomMessage> SendAsync(MeshRoom room, string text, MessageKind kind, CancellationToken cancellationToken) =>
        Desk.SendAsync(room, text, kind, cancellationToken);

    internal IAsyncEnumerable<RoomMessage> ReadRoomAsync(MeshRoom room, CancellationToken cancellationToken) =>
        Desk.ReadRoomAsync(room, cancellationToken);
}
