using System.Buffers.Binary;
using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Telemetry logs of MAVLink ground stations (.tlog): before each frame, of version 1 or 2, stand 8 bytes of microseconds since 1970, big-endian.
/// GLOBAL_POSITION_INT (message 33) gives the way of each system; other messages are read past. The height is above sea level.
/// </summary>
internal static class MavlinkLog
{
    private const int StampBytes = 8;
    private const int PositionMessage = 33;
    private const byte PositionSeed = 104;
    private const byte StartOfVersion1 = 0xFE;
    private const byte StartOfVersion2 = 0xFD;
    private const int SignatureBytes = 13;

    /// <summary>Reads one or several files. A frame that is cut off at the end of a file is left out: a ground station does not close its log when it loses power.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name) =>
        LocalFrame.Place([.. sources.Select(source => (source.Stem, ReadFile(source)))], name);

    private static IReadOnlyList<GeoTrack> ReadFile(FormatSource source)
    {
        byte[] log = source.ReadWhole();
        SortedDictionary<int, List<GeoSample>> systems = [];
        int at = 0;
        while (log.Length - at > StampBytes)
        {
            ulong stamp = BinaryPrimitives.ReadUInt64BigEndian(log.AsSpan(at));
            byte start = log[at + StampBytes];
            if (start is not (StartOfVersion1 or StartOfVersion2))
            {
                throw FormatFault.AtByte(source.Name, at + StampBytes, FormattableString.Invariant($"0x{start:X2}"), "a MAVLink frame, 0xFD or 0xFE");
            }

            int length = FrameLength(log.AsSpan(at + StampBytes));
            if (length == 0 || log.Length - at - StampBytes < length)
            {
                break;
            }

            if (stamp > FormatLimits.SecondsMax * 1_000_000UL)
            {
                throw FormatFault.AtByte(source.Name, at, stamp.ToString(CultureInfo.InvariantCulture), "microseconds since 1970");
            }

            ReadOnlySpan<byte> frame = log.AsSpan(at + StampBytes, length);
            if (MessageOf(frame) == PositionMessage)
            {
                int system = start == StartOfVersion2 ? frame[5] : frame[3];
                if (!systems.TryGetValue(system, out List<GeoSample>? samples))
                {
                    systems.Add(system, samples = []);
                }

                samples.Add(Position(frame, (long)stamp, source.Name, at + StampBytes));
            }

            at += StampBytes + length;
        }

        return systems.Count == 0
            ? throw FormatFault.Of(source.Name, "holds no position; expected MAVLink frames with GLOBAL_POSITION_INT, each behind 8 bytes of time.")
            : [.. systems.Select(system => new GeoTrack(system.Key.ToString(CultureInfo.InvariantCulture), system.Value))];
    }

    /// <summary>Length of the frame that begins here, 0 when too little is left to tell.</summary>
    private static int FrameLength(ReadOnlySpan<byte> rest) => rest switch
    {
        [StartOfVersion1, var payload, ..] => 8 + payload,
        [StartOfVersion2, var payload, var flags, ..] => 12 + payload + ((flags & 1) != 0 ? SignatureBytes : 0),
        _ => 0,
    };

    private static int MessageOf(ReadOnlySpan<byte> frame) => frame[0] == StartOfVersion1 ? frame[5] : frame[7] | (frame[8] << 8) | (frame[9] << 16);

    private static GeoSample Position(ReadOnlySpan<byte> frame, long stamp, string file, long offset)
    {
        int header = frame[0] == StartOfVersion1 ? 6 : 10;
        int end = header + frame[1];
        int expected = Checksum(frame[1..end]);
        int found = frame[end] | (frame[end + 1] << 8);
        if (expected != found)
        {
            throw FormatFault.AtByte(file, offset + end, FormattableString.Invariant($"0x{found:X4}"), FormattableString.Invariant($"the checksum 0x{expected:X4}"));
        }

        // Version 2 leaves out zeros at the payload's end.
        Span<byte> payload = stackalloc byte[28];
        frame[header..Math.Min(end, header + payload.Length)].CopyTo(payload);
        int latitude = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        int longitude = BinaryPrimitives.ReadInt32LittleEndian(payload[8..]);
        if (Math.Abs((long)latitude) > 900_000_000 || Math.Abs((long)longitude) > 1_800_000_000)
        {
            throw FormatFault.AtByte(file, offset + header + 4, FormattableString.Invariant($"{latitude}, {longitude}"), "latitude and longitude in 1e-7 degrees");
        }

        return new GeoSample(stamp, latitude / 1e7, longitude / 1e7, BinaryPrimitives.ReadInt32LittleEndian(payload[12..]) / 1e3);
    }

    /// <summary>CRC-16/MCRF4XX over the frame without its first byte, and the message's own seed (MAVLink's CRC_EXTRA).</summary>
    private static int Checksum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0xFFFF;
        foreach (byte next in bytes)
        {
            sum = Accumulate(sum, next);
        }

        return Accumulate(sum, PositionSeed);
    }

    private static int Accumulate(int sum, byte next)
    {
        sum ^= next;
        for (int bit = 0; bit < 8; bit++)
        {
            sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x8408 : sum >> 1;
        }

        return sum;
    }
}
