using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>
/// The answer to a probe: [token u64, hops u8, finding u8, neighbour bin16, roundTrip u16 0.1 ms, crossed u8, manner u8, age u64 µs, [peer bin16...]]
/// (docs/protocol.md, "Probes"). What the finding leaves open is zero or empty.
/// </summary>
/// <param name="Token">The probe's.</param>
/// <param name="Hops">Links that the probe crossed, as its envelope said.</param>
internal sealed record EchoBody(ulong Token, byte Hops)
{
    /// <summary>The message kind of an echo.</summary>
    public const byte MessageKind = 23;

    private const int FieldCount = 9;

    /// <summary>What is known of the subject.</summary>
    public EchoFinding Finding { get; init; }

    /// <summary>Of a peer: the next node on the way to it. Of a message: who brought it.</summary>
    public PeerId Neighbour { get; init; }

    /// <summary>Smoothed round trip of the link to that neighbour in tenths of a millisecond, as presence tells it; 0: not measured, or no link any more.</summary>
    public ushort RoundTrip { get; init; }

    /// <summary>Of a message: links that it crossed to here.</summary>
    public byte Crossed { get; init; }

    /// <summary>Of a message: how it came.</summary>
    public WayManner Manner { get; init; }

    /// <summary>Of a message: microseconds since it was taken in. A time span needs no two clocks that agree.</summary>
    public ulong AgeMicroseconds { get; init; }

    /// <summary>Of a message: the neighbours that it was sent to whole, in that order.</summary>
    public PeerId[] PassedTo { get; init; } = [];

    /// <summary>Reads a body; null when it is malformed or over a limit.</summary>
    public static EchoBody? Read(ReadOnlyMemory<byte> bytes)
    {
        RecordReader reader = new(bytes, FieldCount);
        EchoBody body = new(reader.Number(), reader.Byte())
        {
            Finding = (EchoFinding)reader.Byte(),
            Neighbour = reader.Peer(),
            RoundTrip = (ushort)reader.Number(ushort.MaxValue),
            Crossed = reader.Byte(),
            Manner = (WayManner)reader.Byte(),
            AgeMicroseconds = reader.Number(),
            PassedTo = reader.Peers(ProtocolLimits.PassedToMax),
        };
        return reader.End() ? body : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new(64 + (PassedTo.Length * 18));
        RecordWriter writer = new(output, FieldCount);
        writer.Number(Token);
        writer.Number(Hops);
        writer.Number((byte)Finding);
        writer.Peer(Neighbour);
        writer.Number(RoundTrip);
        writer.Number(Crossed);
        writer.Number((byte)Manner);
        writer.Number(AgeMicroseconds);
        writer.Peers(PassedTo, ProtocolLimits.PassedToMax);
        return output.WrittenSpan.ToArray();
    }
}
