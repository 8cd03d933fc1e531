using Mesh.Node.Realm;

namespace Mesh.Node.Chat;

/// <summary>The real node behind the seam: <see cref="MeshNode"/> with its rooms by name.</summary>
internal sealed class MeshChatNode : IChatNode, IAsyncDisposable
{
    private readonly MeshNode _node;

    private MeshChatNode(MeshNode node)
    {
        _node = node;
        Realm = new MeshRealm(node);
    }

    /// <summary>Its topics and procedures.</summary>
    public IRealm Realm { get; }

    public PeerId Id => _node.Id;

    public string Name => _node.Name;

    public string Network => _node.Network;

    public IReadOnlyList<string> EndPoints => _node.EndPoints;

    public IReadOnlyList<string> Rooms => [.. _node.Rooms.Select(room => room.Name)];

    public IReadOnlyList<MeshPeer> Peers => _node.Peers;

    public IReadOnlyList<MeshLink> Links => _node.Links;

    public IReadOnlyList<AloneReason> AloneReasons => _node.AloneReasons;

    public IReadOnlyList<TopologyLink> Topology => _node.Topology;

    /// <inheritdoc cref="MeshNode.StartAsync"/>
    public static async Task<MeshChatNode> StartAsync(MeshOptions options, CancellationToken cancellationToken) =>
        new(await MeshNode.StartAsync(options, cancellationToken));

    public MeshFigures Figures => _node.Figures;

    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken) => _node.PingAsync(peer, towards, cancellationToken);

    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken) => _node.TraceAsync(peer, cancellationToken);

    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken) => _node.TraceAsync(message, cancellationToken);

    public IReadOnlyList<RoomMessage> Latest(string room, int count) => _node.Rooms.FirstOrDefault(joined => joined.Name == room)?.Latest(count) ?? [];

    public Task JoinAsync(string room, CancellationToken cancellationToken) => _node.JoinAsync(room, cancellationToken);

    public Task LeaveAsync(string room, CancellationToken cancellationToken) => _node.LeaveAsync(Joined(room), cancellationToken);

    public Task SetNameAsync(string name, CancellationToken cancellationToken) => _node.SetNameAsync(name, cancellationToken);

    public Task<RoomMessage> SendAsync(string room, string text, MessageKind kind, CancellationToken cancellationToken) =>
        Joined(room).SendAsync(text, kind, cancellationToken);

    public Task<RoomMessage> SendAsGuestAsync(string room, string guest, string text, MessageKind kind, CancellationToken cancellationToken) =>
        Joined(room).SendAsGuestAsync(guest, text, kind, cancellationToken);

    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => _node.DiagnoseAsync(cancellationToken);

    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken) => _node.ReadEventsAsync(cancellationToken);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private MeshRoom Joined(string room) =>
        _node.Rooms.FirstOrDefault(joined => joined.Name == room)
        ?? throw new InvalidOperationException($"You are not in the room '{Printable.Name(room)}'; /join it first.");
}
