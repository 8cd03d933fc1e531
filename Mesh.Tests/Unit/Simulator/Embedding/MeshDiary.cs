using Mesh.Simulator;

namespace Mesh.Tests.Unit.Simulator.Embedding;

/// <summary>Writes down in one sequence everything that every node of a simulated mesh tells, with the virtual time.</summary>
internal sealed class MeshDiary
{
    private readonly SimulatedMesh _mesh;

    public MeshDiary(SimulatedMesh mesh)
    {
        _mesh = mesh;
        for (int node = 0; node < mesh.Nodes.Count; node++)
        {
            Follow(node);
        }
    }

    public List<string> Lines { get; } = [];

    /// <summary>Writes down what the node in a place tells from now on.</summary>
    public void Follow(int node)
    {
        IAsyncEnumerable<MeshEvent> events = _mesh.Nodes[node].ReadEventsAsync();
        _mesh.Start(async () =>
        {
            await foreach (MeshEvent happened in events)
            {
                Lines.Add(FormattableString.Invariant($"{_mesh.Now.Ticks} {node} {Describe(happened)}"));
            }
        });
    }

    public int CountOf(string what) => Lines.Count(line => line.Contains(what, StringComparison.Ordinal));

    private static string Describe(MeshEvent happened) => happened switch
    {
        LinkUp up => $"up {up.Link.Peer} {up.Link.Name}",
        LinkDown down => $"down {down.Link.Peer} {down.Reason}",
        MessageReceived received => $"message {received.Message.Text} {received.Message.Hops} {received.Message.ReceivedAt.Ticks} {received.Message.Id}",
        MessageSent sent => $"sent {sent.Message.Text} {sent.Message.Id}",
        PeerAppeared appeared => $"appeared {appeared.Peer.Name} {appeared.Peer.Hops}",
        PeerLeft left => $"left {left.Peer.Name} {left.SaidGoodbye}",
        PeerChanged changed => $"changed {changed.Peer.Name} {string.Join(',', changed.Peer.Rooms)}",
        Alone alone => $"alone {string.Join(',', alone.Reasons.Select(reason => reason.Cause))}",
        Notice notice => $"notice {notice.Code} {notice.Text}",
        _ => happened.GetType().Name,
    };
}
