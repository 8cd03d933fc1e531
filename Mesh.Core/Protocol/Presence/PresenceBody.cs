using System.Buffers;
using System.Text;
using Mesh.Wire;

namespace Mesh.Protocol.Presence;

/// <summary>What a node says of itself: [name str, [room str...], leaving bool, interval u16 s] (docs/protocol.md, "Presence").</summary>
/// <param name="Name">What it calls itself, at most 64 bytes of UTF-8.</param>
/// <param name="Rooms">Rooms it is in, at most 32.</param>
/// <param name="IsLeaving">Whether it is about to stop.</param>
/// <param name="IntervalSeconds">How often it repeats this.</param>
internal sealed record PresenceBody(string Name, string[] Rooms, bool IsLeaving, int IntervalSeconds)
{
    /// <summary>The message kind of a presence.</summary>
    public const byte MessageKind = 3;

    private const int FieldCount = 4;

    /// <summary>Reads a body; null when it is malformed or over a limit.</summary>
    public static PresenceBody? Read(ReadOnlyMemory<byte> body)
    {
        MessagePackReader reader = new(body.Span);
        if (!reader.TryReadArrayHeader(out int fields) || fields < FieldCount || !TryText(ref reader, out string name)
            || !reader.TryReadArrayHeader(out int count) || count > ProtocolLimits.PresenceRoomsMax)
        {
            return null;
        }

        string[] rooms = new string[count];
        for (int i = 0; i < count; i++)
        {
            if (!TryText(ref reader, out rooms[i]))
            {
                return null;
            }
        }

        bool ok = reader.TryReadBoolean(out bool isLeaving) & reader.TryReadUInt64(out ulong interval) && interval is > 0 and <= ushort.MaxValue;
        return ok ? new PresenceBody(name, rooms, isLeaving, (int)interval) : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new();
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(FieldCount);
        writer.WriteString(Name);
        writer.WriteArrayHeader(Rooms.Length);
        foreach (string room in Rooms)
        {
            writer.WriteString(room);
        }

        writer.WriteBoolean(IsLeaving);
        writer.WriteUInt64((ulong)IntervalSeconds);
        return output.WrittenSpan.ToArray();
    }

    private static bool TryText(ref MessagePackReader reader, out string text)
    {
        bool ok = reader.TryReadUtf8(out ReadOnlySpan<byte> bytes) && bytes.Length <= ProtocolLimits.NameBytesMax;
        text = ok ? Encoding.UTF8.GetString(bytes) : string.Empty;
        return ok;
    }
}
