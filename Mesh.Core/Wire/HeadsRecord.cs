using System.Buffers;

namespace Mesh.Wire;

/// <summary>What its sender carries, compared on link-up (docs/protocol.md, "Synchronisation").</summary>
/// <param name="WantsAnswer">Whether the receiver is to answer with its own.</param>
/// <param name="Heads">At most <see cref="WireLimits.HeadsMax"/>, each in one of <paramref name="Rooms"/>.</param>
/// <param name="Rooms">The rooms that its sender carries, also those without a message yet; at most <see cref="WireLimits.RoomsMax"/>, each once.</param>
internal readonly record struct HeadsRecord(bool WantsAnswer, StreamHead[] Heads, RoomId[] Rooms) : IRecord<HeadsRecord>
{
    private const int FieldCount = 4;
    private const int HeadFieldCount = 4;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Heads;

    /// <summary>Reads [15, wantsAnswer bool, [[origin bin16, incarnation u64, room u16, sequence u64]...], [room bin16...]]; a head's room is its place in the second list.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out HeadsRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        bool wantsAnswer = reader.Flag();
        StreamHead[] heads = RecordReader.NewArray<StreamHead>(reader.Items(WireLimits.HeadsMax));
        Span<ushort> places = stackalloc ushort[WireLimits.HeadsMax];
        for (int i = 0; i < heads.Length && !reader.Failed; i++)
        {
            int extra = reader.Open(HeadFieldCount);
            StreamId unplaced = new(reader.Peer(), reader.Number(), default);
            places[i] = (ushort)reader.Number(WireLimits.RoomsMax - 1);
            heads[i] = new(unplaced, reader.Number());
            reader.Demand(heads[i].Sequence >= 1);
            reader.Close(extra);
        }

        RoomId[] rooms = RecordReader.NewArray<RoomId>(reader.Items(WireLimits.RoomsMax));
        for (int i = 0; i < rooms.Length && !reader.Failed; i++)
        {
            rooms[i] = reader.Room();
        }

        reader.Demand(Places(heads, places, rooms));
        return reader.End(new HeadsRecord(wantsAnswer, heads, rooms), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        Dictionary<RoomId, int> places = new(Rooms.Length);
        for (int i = 0; i < Rooms.Length; i++)
        {
            places.Add(Rooms[i], i);
        }

        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Flag(WantsAnswer);
        writer.Items(Heads.Length, WireLimits.HeadsMax);
        foreach (StreamHead head in Heads)
        {
            if (!places.TryGetValue(head.Stream.Room, out int place) || head.Sequence == 0)
            {
                throw new ArgumentException($"The head {head.Stream} at {head.Sequence} is in none of the rooms sent with it, or at 0.", nameof(output));
            }

            writer.Open(HeadFieldCount);
            writer.Peer(head.Stream.Origin);
            writer.Number(head.Stream.Incarnation);
            writer.Number((ulong)place);
            writer.Number(head.Sequence);
        }

        writer.Items(Rooms.Length, WireLimits.RoomsMax);
        foreach (RoomId room in Rooms)
        {
            writer.Room(room);
        }
    }

    /// <summary>Puts each head into its room; false when one names a place behind the last room, or a room stands twice.</summary>
    private static bool Places(StreamHead[] heads, ReadOnlySpan<ushort> places, RoomId[] rooms)
    {
        for (int i = 0; i < heads.Length; i++)
        {
            if (places[i] >= rooms.Length)
            {
                return false;
            }

            heads[i] = heads[i] with { Stream = heads[i].Stream with { Room = rooms[places[i]] } };
        }

        return rooms.Distinct().Count() == rooms.Length;
    }
}
