using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Sync;

/// <summary>Acknowledges synchronisation bytes: at once after 32 KiB, else after 20 ms.</summary>
internal sealed class SyncReceiver
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Dictionary<LinkId, (ulong Received, ulong Acknowledged, bool IsPlanned)> _links = [];

    /// <summary>Makes the receiver of a node.</summary>
    public SyncReceiver(Turn turn, DeadlineQueue deadlines)
    {
        _turn = turn;
        _deadlines = deadlines;
    }

    /// <summary>A link is gone.</summary>
    public void OnLinkGone(LinkState link) => _links.Remove(link.Id);

    /// <summary>A pulled bundle came in a record of so many bytes.</summary>
    public void OnReceived(LinkState link, int bytes)
    {
        (ulong received, ulong acknowledged, bool isPlanned) = _links.GetValueOrDefault(link.Id);
        received += (ulong)bytes;
        if (received - acknowledged >= (ulong)ProtocolLimits.AckBytes)
        {
            _turn.Send(link.Id, SendClass.Control, new AckRecord(received));
            acknowledged = received;
        }
        else if (!isPlanned)
        {
            isPlanned = true;
            _deadlines.Set(_turn.Now + ProtocolLimits.AckDelay, TimerKind.Ack, link.Id.Value);
        }

        _links[link.Id] = (received, acknowledged, isPlanned);
    }

    /// <summary>The delay is over.</summary>
    public void OnDeadline(LinkId link)
    {
        if (!_links.TryGetValue(link, out (ulong Received, ulong Acknowledged, bool IsPlanned) state))
        {
            return;
        }

        if (state.Received > state.Acknowledged)
        {
            _turn.Send(link, SendClass.Control, new AckRecord(state.Received));
        }

        _links[link] = (state.Received, state.Received, false);
    }
}
