using System.Buffers.Binary;

namespace Mesh.Tests.Unit.Simulator.Formats;

/// <summary>Writes MAVLink frames as a ground station logs them. A test compares them with what the npm package node-mavlink 2 wrote.</summary>
internal static class MavlinkFrames
{
    private const byte PositionSeed = 104;
    private const byte HeartbeatSeed = 50;

    /// <summary>GLOBAL_POSITION_INT; places in 1e-7 degrees, height in millimetres.</summary>
    public static byte[] Position(ulong stamp, byte system, bool isVersion2, int latitude, int longitude, int altitude)
    {
        byte[] payload = new byte[28];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, 1234);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), latitude);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(8), longitude);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(12), altitude);
        return Frame(stamp, system, isVersion2, 33, payload, PositionSeed);
    }

    /// <summary>HEARTBEAT, version 2.</summary>
    public static byte[] Heartbeat(ulong stamp, byte system) => Frame(stamp, system, isVersion2: true, 0, [0, 0, 0, 0, 2, 3, 81, 4, 3], HeartbeatSeed);

    private static byte[] Frame(ulong stamp, byte system, bool isVersion2, int message, byte[] payload, byte seed)
    {
        if (isVersion2)
        {
            int length = payload.Length;
            while (length > 1 && payload[length - 1] == 0)
            {
                length--;
            }

            payload = payload[..length];
        }

        byte[] head = isVersion2
            ? [0xFD, (byte)payload.Length, 0, 0, 7, system, 1, (byte)message, (byte)(message >> 8), 0]
            : [0xFE, (byte)payload.Length, 7, system, 1, (byte)message];
        byte[] frame = [.. head, .. payload];
        ushort sum = 0xFFFF;
        foreach (byte next in frame.AsSpan(1))
        {
            sum = Accumulate(sum, next);
        }

        sum = Accumulate(sum, seed);
        byte[] time = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(time, stamp);
        return [.. time, .. frame, (byte)sum, (byte)(sum >> 8)];
    }

    /// <summary>X.25's checksum as the MAVLink specification prints it.</summary>
    private static ushort Accumulate(ushort sum, byte next)
    {
        byte mixed = (byte)(next ^ (byte)sum);
        mixed ^= (byte)(mixed << 4);
        return (ushort)((sum >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4));
    }
}
