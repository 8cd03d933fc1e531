using System.Buffers;

namespace Mesh.Wire;

/// <summary>Asks for missing messages; every bundle that touches a range is sent, as far as the receiver has it.</summary>
/// <param name="Ranges">At most <see cref="WireLimits.PullRangesMax"/>.</param>
internal readonly record struct PullRecord(PullRange[] Ranges) : IRecord<PullRecord>
{
    private const int FieldCount = 2;
    private const int RangeFieldCount = 5;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Pull;

    /// <summary>Reads [16, [[room bin16, origin bin16, incarnation u64, first u64, last u64]...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out PullRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        PullRange[] ranges = RecordReader.NewArray<PullRange>(reader.Items(WireLimits.PullRangesMax));
        for (int i = 0; i < ranges.Length && !reader.Failed; i++)
        {
            int extra = reader.Open(RangeFieldCount);
            RoomId room = reader.Room();
            StreamId stream = new(reader.Peer(), reader.Number(), room);
            ranges[i] = new(stream, reader.Number(), reader.Number());
            reader.Demand(ranges[i].IsValid);
            reader.Close(extra);
        }

        return reader.End(new PullRecord(ranges), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Items(Ranges.Length, WireLimits.PullRangesMax);
        foreach (PullRange range in Ranges)
        {
            if (!range.IsValid)
            {
                throw new ArgumentException($"The range {range.First} to {range.Last} of {range.Stream} does not run from at least 1 upwards.", nameof(output));
            }

            writer.Open(RangeFieldCount);
            writer.Room(range.Stream.Room);
            writer.Peer(range.Stream.Origin);
            writer.Number(range.Stream.Incarnation);
            writer.Number(range.First);
            writer.Number(range.Last);
        }
    }
}
