using System.Buffers.Binary;

namespace Mesh.Simulator.Workloads;

/// <summary>
/// The body of a workload's message: its number, the length, and bytes made from the number, so that whoever shows it can be held to what was written.
/// </summary>
internal static class MessageBody
{
    /// <summary>Least length of a body, bytes.</summary>
    public const int BytesMin = 16;

    /// <summary>The number that stands for a body that nobody wrote.</summary>
    public const int Nothing = -1;

    /// <summary>The number in the bodies that attackers write under names of their own.</summary>
    public const int OfAttacker = -2;

    private const uint Mark = 0x4D53494D;

    private static ReadOnlySpan<byte> MarkBytes => "MSIM"u8;

    /// <summary>Makes a body.</summary>
    /// <param name="message">Its number.</param>
    /// <param name="bytes">Its length, at least <see cref="BytesMin"/>.</param>
    public static byte[] Make(int message, int bytes)
    {
        byte[] body = new byte[Math.Max(bytes, BytesMin)];
        BinaryPrimitives.WriteUInt32BigEndian(body, Mark);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), message);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(8), body.Length);
        for (int i = 12; i < body.Length; i++)
        {
            body[i] = Filler(message, i);
        }

        return body;
    }

    /// <summary>Reads a body's number.</summary>
    /// <returns>False when it is no workload's body, or not as it was written.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out int message)
    {
        message = Nothing;
        if (body.Length < BytesMin || BinaryPrimitives.ReadUInt32BigEndian(body) != Mark || BinaryPrimitives.ReadInt32BigEndian(body[8..]) != body.Length)
        {
            return false;
        }

        message = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
        for (int i = 12; i < body.Length; i++)
        {
            if (body[i] != Filler(message, i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the next body in the bytes of a frame, wherever it stands.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="at">Where to begin; then behind what was found.</param>
    /// <param name="message">The number of the message found.</param>
    public static bool TryFind(ReadOnlySpan<byte> frame, ref int at, out int message)
    {
        int found = frame[at..].IndexOf(MarkBytes);
        if (found < 0 || frame.Length - at - found < BytesMin)
        {
            message = -1;
            return false;
        }

        message = BinaryPrimitives.ReadInt32BigEndian(frame[(at + found + 4)..]);
        at += found + BytesMin;
        return true;
    }

    private static byte Filler(int message, int index) => (byte)((message * 31) + (index * 7));
}
