using System.Runtime.CompilerServices;

namespace Mesh.Node.Chat;

/// <summary>
/// A node as its front sees it: events are read from this object's making on, so that who appears while the page opens and rooms are joined is told,
/// although the front begins to read only then.
/// </summary>
internal sealed class EarlyChatNode : IChatNode
{
    private readonly IChatNode _node;
    private readonly Lock _lock = new();
    private readonly Queue<IAsyncEnumerable<MeshEvent>> _early = new();

    /// <param name="node">The node.</param>
    /// <param name="readers">How many readers the front opens; each holds its own place.</param>
    public EarlyChatNode(IChatNode node, int readers)
    {
        _node = node;
        for (int i = 0; i < readers; i++)
        {
            _early.Enqueue(node.ReadEventsAsync(CancellationToken.None));
        }
    }

    public PeerId Id => _node.Id;

    public string Name => _node.Name;

    public string Network => _node.Network;

    public IReadOnlyList<string> EndPoints => _node.EndPoints;

    public IReadOnlyList<string> Rooms => _node.Rooms;

    public IReadOnlyList<MeshPeer> Peers => _node.Peers;

    public IReadOnlyList<MeshLink> Links => _node.Links;

    public IReadOnlyList<AloneReason> AloneReasons => _node.AloneReasons;

    public IReadOnlyList<TopologyLink> Topology => _node.Topology;

    public MeshFigures Figures => _node.Figures;

    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken) => _node.PingAsync(peer, towards, cancellationToken);

    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken) => _node.TraceAsync(peer, cancellationToken);

    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken) => _node.TraceAsync(message, cancellationToken);

    public IReadOnlyList<RoomMessage> Latest(string room, int count) => _node.Latest(room, count);

    public Task JoinAsync(string room, CancellationToken cancellationToken) => _node.JoinAsync(room, cancellationToken);

    public Task LeaveAsync(string room, CancellationToken cancellationToken) => _node.LeaveAsync(room, cancellationToken);

    public Task SetNameAsync(string name, CancellationToken cancellationToken) => _node.SetNameAsync(name, cancellationToken);

    public Task<RoomMessage> SendAsync(string room, string text, MessageKind kind, CancellationToken cancellationToken) =>
        _node.SendAsync(room, text, kind, cancellationToken);

    public Task<RoomMessage> SendAsGuestAsync(string room, string guest, string text, MessageKind kind, CancellationToken cancellationToken) =>
        _node.SendAsGuestAsync(room, guest, text, kind, cancellationToken);

    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => _node.DiagnoseAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _early.TryDequeue(out IAsyncEnumerable<MeshEvent>? early) ? ReadAsync(early, cancellationToken) : _node.ReadEventsAsync(cancellationToken);
        }
    }

    private static async IAsyncEnumerable<MeshEvent> ReadAsync(IAsyncEnumerable<MeshEvent> early, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (MeshEvent happening in early.WithCancellation(cancellationToken))
        {
            yield return happening;
        }
    }
}
