using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Presence;

/// <summary>
/// What a node says of itself: [name str, [room str...], leaving bool, interval u16 s, [[peer bin16, round trip u16 0.1 ms]...], [topic u64...],
/// [procedure u64...], flags u8] (docs/protocol.md, "Presence"). Flags: 1 wants all topics, 2 offers more procedures.
/// </summary>
/// <param name="Name">What it calls itself, at most 64 bytes of UTF-8.</param>
/// <param name="Rooms">Rooms it is in, at most 32.</param>
/// <param name="IsLeaving">Whether it is about to stop.</param>
/// <param name="IntervalSeconds">How often it repeats this.</param>
/// <param name="Neighbours">Its links to peers of higher identity, at most 16.</param>
/// <param name="Interest">What it subscribes to and offers.</param>
internal sealed record PresenceBody(string Name, string[] Rooms, bool IsLeaving, int IntervalSeconds, PresenceNeighbour[] Neighbours, Interest Interest)
{
    /// <summary>The message kind of a presence.</summary>
    public const byte MessageKind = 3;

    private const int FieldCount = 8;
    private const int NeighbourFieldCount = 2;
    private const byte WantsAllFlag = 1;
    private const byte OffersMoreFlag = 2;

    /// <summary>Reads a body; null when it is malformed or over a limit.</summary>
    public static PresenceBody? Read(ReadOnlyMemory<byte> body)
    {
        RecordReader reader = new(body, FieldCount);
        string name = reader.Text(ProtocolLimits.NameBytesMax);
        string[] rooms = RecordReader.NewArray<string>(reader.Items(ProtocolLimits.PresenceRoomsMax));
        for (int i = 0; i < rooms.Length; i++)
        {
            rooms[i] = reader.Text(ProtocolLimits.NameBytesMax);
        }

        bool isLeaving = reader.Flag();
        int interval = (int)reader.Number(ushort.MaxValue);
        reader.Demand(interval > 0);
        PresenceNeighbour[] neighbours = RecordReader.NewArray<PresenceNeighbour>(reader.Items(ProtocolLimits.PresenceNeighboursMax));
        for (int i = 0; i < neighbours.Length; i++)
        {
            int extra = reader.Open(NeighbourFieldCount);
            neighbours[i] = new PresenceNeighbour(reader.Peer(), (ushort)reader.Number(ushort.MaxValue));
            reader.Close(extra);
        }

        ulong[] topics = reader.Numbers(ProtocolLimits.InterestsMax);
        ulong[] procedures = reader.Numbers(ProtocolLimits.InterestsMax);
        byte flags = reader.Byte();
        Interest interest = new(topics, (flags & WantsAllFlag) != 0, procedures, (flags & OffersMoreFlag) != 0);
        return reader.End() ? new PresenceBody(name, rooms, isLeaving, interval, neighbours, interest) : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new();
        RecordWriter writer = new(output, FieldCount);
        writer.Text(Name, ProtocolLimits.NameBytesMax);
        writer.Items(Rooms.Length, ProtocolLimits.PresenceRoomsMax);
        foreach (string room in Rooms)
        {
            writer.Text(room, ProtocolLimits.NameBytesMax);
        }

        writer.Flag(IsLeaving);
        writer.Number((ulong)IntervalSeconds);
        writer.Items(Neighbours.Length, ProtocolLimits.PresenceNeighboursMax);
        foreach (PresenceNeighbour neighbour in Neighbours)
        {
            writer.Open(NeighbourFieldCount);
            writer.Peer(neighbour.Peer);
            writer.Number(neighbour.RoundTrip);
        }

        writer.Numbers(Interest.Topics, ProtocolLimits.InterestsMax);
        writer.Numbers(Interest.Procedures, ProtocolLimits.InterestsMax);
        writer.Number((byte)((Interest.WantsAll ? WantsAllFlag : 0) | (Interest.OffersMore ? OffersMoreFlag : 0)));
        return output.WrittenSpan.ToArray();
    }
}
