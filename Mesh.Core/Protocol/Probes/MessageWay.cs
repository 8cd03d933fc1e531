using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>How the messages of one bundle came to this node, and where they went from here.</summary>
internal sealed class MessageWay
{
    private readonly List<PeerId> _passedTo = [];

    private MessageWay(PeerId? from, int hops, WayManner manner, MeshInstant at)
    {
        From = from;
        Hops = hops;
        Manner = manner;
        At = at;
    }

    /// <summary>Who brought them; null: they were written here.</summary>
    public PeerId? From { get; }

    /// <summary>Links that they crossed to here.</summary>
    public int Hops { get; }

    /// <summary>How they came.</summary>
    public WayManner Manner { get; }

    /// <summary>When they were taken in.</summary>
    public MeshInstant At { get; }

    /// <summary>The neighbours that they were sent to whole, in that order; the seventeenth and later are not kept.</summary>
    public IReadOnlyList<PeerId> PassedTo => _passedTo;

    /// <summary>The way of a verified bundle that is taken in now; null for what is not kept in rooms and so has no history.</summary>
    public static MessageWay? Of(PendingBundle pending, MeshInstant now) => pending.Core.Class == ServiceClass.Durable
        ? new MessageWay(pending.From.Peer, pending.Hops, pending.IsSync ? WayManner.Pulled : WayManner.Pushed, now)
        : null;

    /// <summary>The way of an own bundle; null as above.</summary>
    public static MessageWay? OfOwn(BundleCore core, MeshInstant now) => core.Class == ServiceClass.Durable ? new MessageWay(null, 0, WayManner.None, now) : null;

    /// <summary>They are sent to a neighbour whole.</summary>
    public void PassTo(PeerId neighbour)
    {
        if (_passedTo.Count < ProtocolLimits.PassedToMax && !_passedTo.Contains(neighbour))
        {
            _passedTo.Add(neighbour);
        }
    }
}
