using System.Buffers.Binary;

namespace Mesh.Wire;

/// <summary>The leading bytes of one MessagePack value: its type and its number, length or count. What follows them is the payload.</summary>
internal readonly struct MessagePackHeader
{
    private MessagePackHeader(MessagePackType type, int size, ulong value, bool isNegative = false, bool isShortest = true, sbyte extension = 0)
    {
        Type = type;
        Size = size;
        Value = value;
        IsNegative = isNegative;
        IsShortest = isShortest;
        Extension = extension;
    }

    public MessagePackType Type { get; }

    /// <summary>How many bytes the header takes, 1 to 9.</summary>
    public int Size { get; }

    /// <summary>An integer's two's complement, a boolean's 0 or 1, a float's bits, a payload's bytes, an array's items or a map's pairs.</summary>
    public ulong Value { get; }

    /// <summary>Whether <see cref="Value"/> is an integer below zero.</summary>
    public bool IsNegative { get; }

    /// <summary>Whether no other format would hold the same value in fewer bytes; of two equally long formats for an integer the unsigned counts.</summary>
    public bool IsShortest { get; }

    /// <summary>An extension's type code.</summary>
    public sbyte Extension { get; }

    /// <summary>Whether this is a float of 32 bits; only for <see cref="MessagePackType.Float"/>.</summary>
    public bool IsSingle => Size == 1 + sizeof(uint);

    /// <summary>Reads the header at the start of <paramref name="bytes"/>; the payload is not looked at.</summary>
    public static DecodeStatus Read(ReadOnlySpan<byte> bytes, out MessagePackHeader header)
    {
        header = default;
        if (bytes.IsEmpty)
        {
            return DecodeStatus.End;
        }

        byte code = bytes[0];
        if (code < MessagePackCode.FixMap)
        {
            header = new(MessagePackType.Integer, 1, code);
            return DecodeStatus.Complete;
        }

        if (code >= MessagePackCode.NegativeFixInt)
        {
            header = new(MessagePackType.Integer, 1, (ulong)(sbyte)code, isNegative: true);
            return DecodeStatus.Complete;
        }

        if (code < MessagePackCode.Nil)
        {
            header = code switch
            {
                < MessagePackCode.FixArray => new(MessagePackType.Map, 1, (ulong)(code & 0x0f)),
                < MessagePackCode.FixString => new(MessagePackType.Array, 1, (ulong)(code & 0x0f)),
                _ => new(MessagePackType.String, 1, (ulong)(code & 0x1f)),
            };
            return DecodeStatus.Complete;
        }

        return ReadLong(code, bytes[1..], out header);
    }

    private static DecodeStatus ReadLong(byte code, ReadOnlySpan<byte> rest, out MessagePackHeader header)
    {
        header = default;
        if (code == MessagePackCode.NeverUsed)
        {
            return DecodeStatus.Malformed;
        }

        if (code is >= MessagePackCode.FixExtension1 and <= MessagePackCode.FixExtension16)
        {
            return ReadExtension(rest, 0, 1ul << (code - MessagePackCode.FixExtension1), isShortest: true, out header);
        }

        int width = Width(code);
        if (rest.Length < width)
        {
            return DecodeStatus.Incomplete;
        }

        ulong number = Number(rest, width);
        switch (code)
        {
            case MessagePackCode.Nil:
                header = new(MessagePackType.Nil, 1, 0);
                break;
            case MessagePackCode.False or MessagePackCode.True:
                header = new(MessagePackType.Boolean, 1, (ulong)(code - MessagePackCode.False));
                break;
            case MessagePackCode.Float32 or MessagePackCode.Float64:
                header = new(MessagePackType.Float, 1 + width, number);
                break;
            case >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64:
                header = new(MessagePackType.Integer, 1 + width, number, isShortest: Needs(number, width, 0x7f));
                break;
            case >= MessagePackCode.Int8 and <= MessagePackCode.Int64:
                header = Signed(number, width);
                break;
            case >= MessagePackCode.Binary8 and <= MessagePackCode.Binary32:
                header = new(MessagePackType.Binary, 1 + width, number, isShortest: width == 1 || Needs(number, width, 0));
                break;
            case >= MessagePackCode.Extension8 and <= MessagePackCode.Extension32:
                bool isShortest = width == 1 ? number is not (1 or 2 or 4 or 8 or 16) : Needs(number, width, 0);
                return ReadExtension(rest, width, number, isShortest, out header);
            case >= MessagePackCode.String8 and <= MessagePackCode.String32:
                header = new(MessagePackType.String, 1 + width, number, isShortest: Needs(number, width, MessagePackCode.FixStringBytesMax));
                break;
            case MessagePackCode.Array16 or MessagePackCode.Array32:
                header = new(MessagePackType.Array, 1 + width, number, isShortest: NeedsCount(number, width));
                break;
            default:
                header = new(MessagePackType.Map, 1 + width, number, isShortest: NeedsCount(number, width));
                break;
        }

        return DecodeStatus.Complete;
    }

    private static DecodeStatus ReadExtension(ReadOnlySpan<byte> rest, int width, ulong length, bool isShortest, out MessagePackHeader header)
    {
        header = default;
        if (rest.Length <= width)
        {
            return DecodeStatus.Incomplete;
        }

        header = new(MessagePackType.Extension, width + 2, length, isShortest: isShortest, extension: (sbyte)rest[width]);
        return DecodeStatus.Complete;
    }

    private static MessagePackHeader Signed(ulong number, int width)
    {
        int unusedBits = 64 - (8 * width);
        long value = (long)(number << unusedBits) >> unusedBits;
        long shorterMin = width == 1 ? MessagePackCode.NegativeFixIntMin : -1L << ((4 * width) - 1);
        return new(MessagePackType.Integer, 1 + width, (ulong)value, value < 0, isShortest: value < shorterMin);
    }

    /// <summary>Whether <paramref name="number"/> is too large for the next shorter format: half the width, or the one-byte format up to <paramref name="fixMax"/>.</summary>
    private static bool Needs(ulong number, int width, ulong fixMax) =>
        number > (width == 1 ? fixMax : ulong.MaxValue >> (64 - (4 * width)));

    /// <summary>Counts have no 8-bit format: below 16 bits there is only the one-byte format.</summary>
    private static bool NeedsCount(ulong number, int width) =>
        number > (width == sizeof(ushort) ? (ulong)MessagePackCode.FixArrayItemsMax : ushort.MaxValue);

    /// <summary>How many bytes of number or length follow the code.</summary>
    private static int Width(byte code) => code switch
    {
        MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True => 0,
        MessagePackCode.Binary8 or MessagePackCode.Extension8 or MessagePackCode.String8 or MessagePackCode.UInt8 or MessagePackCode.Int8 => 1,
        MessagePackCode.Binary16 or MessagePackCode.Extension16 or MessagePackCode.String16 or MessagePackCode.UInt16 or MessagePackCode.Int16 => 2,
        MessagePackCode.Array16 or MessagePackCode.Map16 => 2,
        MessagePackCode.UInt64 or MessagePackCode.Int64 or MessagePackCode.Float64 => 8,
        _ => 4,
    };

    private static ulong Number(ReadOnlySpan<byte> bytes, int width) => width switch
    {
        0 => 0,
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}
