using Mesh.Protocol.Gossip;

namespace Mesh.Protocol.Probes;

/// <summary>
/// How the last messages came here, for those who ask for a message's history (docs/protocol.md, "Probes"). Bounded: the message taken in longest ago is
/// forgotten first, whether its bundle is still held or not.
/// </summary>
internal sealed class WayTable
{
    private readonly BoundedMap<MessageId, MessageWay>? _ways;

    /// <summary>Makes an empty table.</summary>
    /// <param name="messagesMax">Messages remembered; 0 for none.</param>
    public WayTable(int messagesMax)
    {
        _ways = messagesMax > 0 ? new BoundedMap<MessageId, MessageWay>(messagesMax) : null;
    }

    /// <summary>A bundle was taken in.</summary>
    public void Add(BundleEntry entry)
    {
        if (_ways is null || entry.Way is not { } way)
        {
            return;
        }

        for (ulong sequence = entry.Core.First; sequence <= entry.Core.Last && sequence >= entry.Core.First; sequence++)
        {
            _ways.Set(entry.Stream.Message(sequence), way);
        }
    }

    /// <summary>The way of a message; null when it is not remembered.</summary>
    public MessageWay? Find(MessageId message) => _ways is not null && _ways.TryGet(message, out MessageWay? way) ? way : null;
}
