using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>What is known of one stream.</summary>
internal sealed class StreamState
{
    /// <summary>Makes the state of a stream that was just heard of.</summary>
    public StreamState(long number, StreamId id, ServiceClass serviceClass, MeshInstant now)
    {
        Number = number;
        Id = id;
        Class = serviceClass;
        LastHeard = now;
        Window = serviceClass == ServiceClass.Durable ? null : new SequenceWindow(id.Room == RoomId.Topics ? ProtocolLimits.EventWindow : ProtocolLimits.EphemeralWindow);
    }

    /// <summary>Whether this run of the node writes it: then it is never forgotten.</summary>
    public bool IsOwn { get; init; }

    /// <summary>A number of its own, for timers.</summary>
    public long Number { get; }

    /// <summary>The stream.</summary>
    public StreamId Id { get; }

    /// <summary>How its messages are carried; fixed by its first bundle.</summary>
    public ServiceClass Class { get; }

    /// <summary>For durable streams: what is held.</summary>
    public SequenceSet Held { get; } = new();

    /// <summary>For other streams: what was seen.</summary>
    public SequenceWindow? Window { get; }

    /// <summary>The highest number taken in.</summary>
    public ulong Highest => Window?.Highest ?? Held.Highest;

    /// <summary>The bundles held, ascending; for presence only the newest.</summary>
    public List<BundleEntry> Entries { get; } = [];

    /// <summary>When a bundle was last taken in.</summary>
    public MeshInstant LastHeard { get; set; }

    /// <summary>Whether its author signed one number twice: then nothing more is accepted.</summary>
    public bool IsForked { get; set; }

    /// <summary>Synchronisation: the highest number that somebody is known to hold, if above <see cref="Highest"/>.</summary>
    public ulong Hint { get; set; }

    /// <summary>Synchronisation: attempts to fill the present gaps.</summary>
    public int PullAttempts { get; set; }

    /// <summary>Synchronisation: not to be pulled again before.</summary>
    public MeshInstant NextPull { get; set; }

    /// <summary>Synchronisation: whether a look at the gaps is planned.</summary>
    public bool IsGapPlanned { get; set; }

    /// <summary>Delivery: the number up to which messages were shown or given up; 0 at first.</summary>
    public ulong ShownTo { get; set; }

    /// <summary>Delivery: when the present gap is skipped; Never while there is none.</summary>
    public MeshInstant HoldUntil { get; set; } = MeshInstant.Never;

    /// <summary>Routed messages: the number of this node's newest presence when a bundle was last taken in.</summary>
    public ulong HeardAt { get; set; }

    /// <summary>Events and routed messages that wait for earlier ones, by their first number.</summary>
    public SortedDictionary<ulong, OrderedBundle> Ahead => field ??= [];

    /// <summary>Whether the messages from <paramref name="first"/> to <paramref name="last"/> are all here or were.</summary>
    public bool HasAll(ulong first, ulong last) => Window?.Contains(last) ?? Held.ContainsAll(first, last);

    /// <summary>The entry that holds a number, or null.</summary>
    public BundleEntry? EntryOf(ulong number) => EntryFrom(number) is { } entry && entry.Core.First <= number ? entry : null;

    /// <summary>The first entry that holds a number or a later one, or null.</summary>
    public BundleEntry? EntryFrom(ulong number)
    {
        int place = PlaceFrom(number);
        return place < Entries.Count ? Entries[place] : null;
    }

    /// <summary>The place of the first entry that holds a number or a later one; their count when there is none.</summary>
    public int PlaceFrom(ulong number)
    {
        int low = 0;
        int high = Entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Entries[middle].Core.Last < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
