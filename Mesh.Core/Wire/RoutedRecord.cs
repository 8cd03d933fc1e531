using System.Buffers;

namespace Mesh.Wire;

/// <summary>A bundle on its way to one peer, who is the room of its core (docs/protocol.md, "Routing").</summary>
/// <param name="Attempt">Which attempt of its author this is, from 1; a relay passes each on once.</param>
/// <param name="IsBroadcast">Whether every node passes it on to all its neighbours, because no route is known or worked.</param>
/// <param name="Hops">Links crossed before it reached the sender; 0 at its author. The receiver counts one more.</param>
/// <param name="Bundle">What is carried. Points into the frame; detach it to keep it.</param>
internal readonly record struct RoutedRecord(byte Attempt, bool IsBroadcast, byte Hops, SignedBundle Bundle) : IRecord<RoutedRecord>
{
    private const int FieldCount = 9;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Routed;

    /// <summary>Reads [19, attempt u8, broadcast bool, hops u8, suite u8, origin bin16, incarnation u64, core bin, signature bin].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out RoutedRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        byte attempt = reader.Byte();
        reader.Demand(attempt > 0);
        bool isBroadcast = reader.Flag();
        byte hops = reader.Byte();
        SignedBundle? bundle = SignedBundle.ReadFields(ref reader);
        return reader.End(new RoutedRecord(attempt, isBroadcast, hops, bundle!), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Attempt);
        writer.Flag(IsBroadcast);
        writer.Number(Hops);
        Bundle.WriteFields(writer);
    }
}
