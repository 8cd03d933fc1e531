namespace Mesh.Node.Journal;

/// <summary>How much the journal holds. Memory is taken as events come.</summary>
/// <param name="RoomEntriesMax">Messages and their leaving.</param>
/// <param name="RoomBytesMax">Bytes of these: a quarter of what a node holds of rooms by default, which is the history that a page asks for.</param>
/// <param name="NewsEntriesMax">Peers, links and notices.</param>
/// <param name="NewsBytesMax">Bytes of these.</param>
/// <param name="TopicEntriesMax">Events of topics: three seconds at 5,000 events a second.</param>
/// <param name="TopicBytesMax">Bytes of these.</param>
internal sealed record JournalLimits(
    int RoomEntriesMax = 16_384,
    long RoomBytesMax = 8 << 20,
    int NewsEntriesMax = 2_048,
    long NewsBytesMax = 1 << 20,
    int TopicEntriesMax = 16_384,
    long TopicBytesMax = 8 << 20)
{
    /// <summary>A description of a whole mesh of hundreds of nodes is a few hundred kilobytes.</summary>
    public const long TopologyBytesMax = 4 << 20;

    /// <summary>The bounds of a lane.</summary>
    public JournalRing Ring(JournalLane lane) => lane switch
    {
        JournalLane.Rooms => new JournalRing(RoomEntriesMax, RoomBytesMax),
        JournalLane.News => new JournalRing(NewsEntriesMax, NewsBytesMax),
        JournalLane.Topology => new JournalRing(1, TopologyBytesMax),
        _ => new JournalRing(TopicEntriesMax, TopicBytesMax),
    };
}
