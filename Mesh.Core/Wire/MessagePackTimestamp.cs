using System.Buffers.Binary;

namespace Mesh.Wire;

/// <summary>The timestamp extension (MessagePack specification, "Timestamp extension type", code -1): a point in time since 1970-01-01 UTC, without leap seconds.</summary>
/// <param name="Seconds">Whole seconds; negative before 1970.</param>
/// <param name="Nanoseconds">What comes on top, 0 to 999,999,999.</param>
public readonly record struct MessagePackTimestamp(long Seconds, uint Nanoseconds)
{
    /// <summary>The extension's type code.</summary>
    public const sbyte ExtensionCode = -1;

    /// <summary>The largest value of <see cref="Nanoseconds"/>.</summary>
    public const uint NanosecondsMax = 999_999_999;

    internal const int BytesMax = 12;

    private const int SecondsBits = 34;
    private const long SecondsMask = (1L << SecondsBits) - 1;

    /// <summary>Bytes of the shortest of the three payloads that hold this value: 4, 8 or 12.</summary>
    internal int PayloadBytes => (Seconds & ~SecondsMask) != 0 ? BytesMax : Seconds > uint.MaxValue || Nanoseconds != 0 ? 8 : 4;

    /// <summary>Reads an extension's payload.</summary>
    /// <returns>False when the length is none of 4, 8 and 12, or the nanoseconds pass their limit.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> payload, out MessagePackTimestamp timestamp)
    {
        switch (payload.Length)
        {
            case 4:
                timestamp = new(BinaryPrimitives.ReadUInt32BigEndian(payload), 0);
                return true;
            case 8:
                ulong both = BinaryPrimitives.ReadUInt64BigEndian(payload);
                timestamp = new((long)both & SecondsMask, (uint)(both >> SecondsBits));
                return timestamp.Nanoseconds <= NanosecondsMax;
            case BytesMax:
                timestamp = new(BinaryPrimitives.ReadInt64BigEndian(payload[4..]), BinaryPrimitives.ReadUInt32BigEndian(payload));
                return timestamp.Nanoseconds <= NanosecondsMax;
            default:
                timestamp = default;
                return false;
        }
    }

    /// <summary>Writes the shortest payload.</summary>
    /// <returns>How many bytes were written.</returns>
    internal int Write(Span<byte> payload)
    {
        int length = PayloadBytes;
        switch (length)
        {
            case 4:
                BinaryPrimitives.WriteUInt32BigEndian(payload, (uint)Seconds);
                break;
            case 8:
                BinaryPrimitives.WriteUInt64BigEndian(payload, ((ulong)Nanoseconds << SecondsBits) | (ulong)Seconds);
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(payload, Nanoseconds);
                BinaryPrimitives.WriteInt64BigEndian(payload[4..], Seconds);
                break;
        }

        return length;
    }
}
