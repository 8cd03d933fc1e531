using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>
/// A call on its way to its callee: [boot u64, heard u64, number u64, procedure str, timeout u64 ms, flags u8, caller u64, payload bin]
/// (docs/protocol.md, "Calls").
/// </summary>
/// <param name="Boot">The callee's incarnation as the caller knows it: another run of the callee refuses.</param>
/// <param name="Heard">The number of the callee's newest presence that the caller has heard: dates the call by the callee's own count.</param>
/// <param name="Number">Names the call among those of the caller's run.</param>
/// <param name="Procedure">What is called.</param>
/// <param name="TimeoutMilliseconds">How long the caller waits; 0: for ever.</param>
/// <param name="WantsProgress">Whether progressive results are wanted.</param>
/// <param name="Caller">The calling part of the application; 0: not told.</param>
/// <param name="Payload">What it is called with.</param>
internal sealed record CallBody(ulong Boot, ulong Heard, ulong Number, string Procedure, ulong TimeoutMilliseconds, bool WantsProgress, ulong Caller, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The message kind of a call.</summary>
    public const byte MessageKind = 16;

    private const int FieldCount = 8;
    private const byte ProgressFlag = 1;

    /// <summary>Reads a body; null when it is malformed or over a limit.</summary>
    public static CallBody? Read(ReadOnlyMemory<byte> bytes)
    {
        RecordReader reader = new(bytes, FieldCount);
        ulong boot = reader.Number();
        ulong heard = reader.Number();
        ulong number = reader.Number();
        string procedure = reader.Text(CallLimits.NameBytesMax);
        ulong timeout = reader.Number();
        byte flags = reader.Byte();
        ulong caller = reader.Number(CallLimits.PartMax);
        ReadOnlyMemory<byte> payload = reader.Binary(0, WireLimits.BodyBytesMax);
        return reader.End() ? new CallBody(boot, heard, number, procedure, timeout, (flags & ProgressFlag) != 0, caller, payload) : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new(Payload.Length + 128);
        RecordWriter writer = new(output, FieldCount);
        writer.Number(Boot);
        writer.Number(Heard);
        writer.Number(Number);
        writer.Text(Procedure, CallLimits.NameBytesMax);
        writer.Number(TimeoutMilliseconds);
        writer.Number(WantsProgress ? ProgressFlag : (byte)0);
        writer.Number(Caller);
        writer.Binary(Payload, WireLimits.BodyBytesMax);
        return output.WrittenSpan.ToArray();
    }
}
