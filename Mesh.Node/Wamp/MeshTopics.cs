using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Wamp;

/// <summary>What happens at the node as events under "mesh.", for sessions of this router only (docs/wamp.md, "The node under mesh.").</summary>
/// <param name="node">The node.</param>
/// <param name="isWanted">Whether anybody would get an event of a topic.</param>
/// <param name="publish">Publishes one.</param>
internal sealed class MeshTopics(IChatNode node, Func<string, bool> isWanted, Action<string, MeshArguments> publish)
{
    private const string TopologyChanged = "mesh.topology.changed";

    /// <summary>Publishes whatever happens from now on, until the node ends or it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        // Subscribed when this returns, not at the first read: nothing is missed.
        IAsyncEnumerable<MeshEvent> happenings = node.ReadEventsAsync(cancellationToken);
        return RunAsync(happenings);
    }

    /// <summary>Looks for another topology every second, while somebody wants to know.</summary>
    public async Task WatchTopologyAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        string? told = null;
        while (true)
        {
            if (isWanted(TopologyChanged))
            {
                string shape = TopologyPicture.Shape(node);
                if (shape != told && told is not null)
                {
                    publish(TopologyChanged, MeshValues.Named(TopologyPicture.Of(node)));
                }

                told = shape;
            }
            else
            {
                told = null;
            }

            await Task.Delay(WampLimits.TopologyInterval, time, cancellationToken);
        }
    }

    private async Task RunAsync(IAsyncEnumerable<MeshEvent> happenings)
    {
        await foreach (MeshEvent happening in happenings)
        {
            if (Describe(happening) is { } told && isWanted(told.Topic))
            {
                told.Values["at"] = JsonLine.Time(happening.At);
                publish(told.Topic, MeshValues.Named(told.Values));
            }
        }
    }

    private static (string Topic, Dictionary<string, object?> Values)? Describe(MeshEvent happening)
    {
        switch (happening)
        {
            case MessageReceived received:
                return ("mesh.room.message", MeshValues.Message(received.Message));
            case MessageQueued queued:
                return ("mesh.room.message", MeshValues.Message(queued.Message));
            case PeerAppeared appeared:
                return ("mesh.peer.appeared", MeshValues.Peer(appeared.Peer));
            case PeerLeft left:
                return ("mesh.peer.left", new(MeshValues.Peer(left.Peer)) { ["goodbye"] = left.SaidGoodbye });
            case PeerChanged changed:
                return ("mesh.peer.changed", new(MeshValues.Peer(changed.Peer)) { ["formerName"] = changed.FormerName });
            case LinkUp up:
                return ("mesh.link.up", MeshValues.Link(up.Link));
            case LinkDown down:
                return ("mesh.link.down", new(MeshValues.Link(down.Link)) { ["reason"] = down.Reason });
            case Notice notice:
                return ("mesh.notice", new() { ["code"] = notice.Code, ["text"] = notice.Text });
            case Alone alone:
                return ("mesh.notice", new() { ["code"] = "alone", ["text"] = string.Join(' ', alone.Reasons.Select(reason => reason.Sentence)) });
            default:
                return null;
        }
    }
}
