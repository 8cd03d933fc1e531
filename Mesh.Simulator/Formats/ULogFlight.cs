using System.Buffers.Binary;
using System.Text;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Flight logs of PX4 (.ulg): the way of one vehicle from <c>vehicle_global_position</c>, or from <c>vehicle_gps_position</c> where the first is absent.
/// Times are microseconds since the vehicle was switched on.
/// </summary>
internal static class ULogFlight
{
    private const int HeaderBytes = 16;
    private const int PrefixBytes = 3;
    private static readonly string[] Topics = ["vehicle_global_position", "vehicle_gps_position"];

    /// <summary>Reads one or several files. A message that is cut off at the end of a file is left out.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name) =>
        LocalFrame.Place([.. sources.Select(source => (source.Stem, ReadFile(source)))], name);

    private static IReadOnlyList<GeoTrack> ReadFile(FormatSource source)
    {
        byte[] log = source.ReadWhole();
        if (log.Length < HeaderBytes || !log.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x55, 0x4C, 0x6F, 0x67, 0x01, 0x12, 0x35]))
        {
            throw FormatFault.AtByte(source.Name, 0, "something else", "the header of a PX4 log, 55 4C 6F 67 01 12 35");
        }

        ULogLayout layout = new();
        SortedDictionary<int, ULogTopic> subscriptions = [];
        for (int at = HeaderBytes; log.Length - at >= PrefixBytes;)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(log.AsSpan(at));
            if (log.Length - at - PrefixBytes < length)
            {
                break;
            }

            ReadMessage((char)log[at + 2], log.AsSpan(at + PrefixBytes, length), source.Name, at, layout, subscriptions);
            at += PrefixBytes + length;
        }

        ULogTopic? best = Topics.Select(topic => subscriptions.Values.FirstOrDefault(sub => sub.Name == topic && sub.Samples.Count > 0)).FirstOrDefault(sub => sub is not null);
        return best is null
            ? throw FormatFault.Of(source.Name, "holds no position; expected vehicle_global_position or vehicle_gps_position.")
            : [new GeoTrack("", best.Samples)];
    }

    private static void ReadMessage(char kind, ReadOnlySpan<byte> body, string file, long offset, ULogLayout layout, SortedDictionary<int, ULogTopic> subscriptions)
    {
        switch (kind)
        {
            case 'F':
                if (!layout.TryAdd(Encoding.ASCII.GetString(body)))
                {
                    throw FormatFault.AtByte(file, offset, "'" + Encoding.ASCII.GetString(body[..Math.Min(body.Length, 40)]).ReplaceLineEndings(" ").Replace('\0', ' ') + "'", "a format 'name:type field;...'");
                }

                break;
            case 'A':
                if (body.Length < 4)
                {
                    throw FormatFault.AtByte(file, offset, FormattableString.Invariant($"{body.Length} bytes"), "a subscription of at least 4 bytes");
                }

                // The first instance only: a second receiver of the same vehicle is not a second vehicle.
                string name = Encoding.ASCII.GetString(body[3..]);
                if (body[0] == 0 && Topics.Contains(name))
                {
                    subscriptions[BinaryPrimitives.ReadUInt16LittleEndian(body[1..])] = ULogTopic.Of(name, layout)
                        ?? throw FormatFault.AtByte(file, offset, $"'{name}'", "a format before it with timestamp, lat, lon and alt");
                }

                break;
            case 'D' when body.Length >= 2 && subscriptions.TryGetValue(BinaryPrimitives.ReadUInt16LittleEndian(body), out ULogTopic? topic):
                if (!topic.TryAdd(body[2..]))
                {
                    throw FormatFault.AtByte(file, offset, "something else", $"'{topic.Name}' with a time, a latitude and a longitude");
                }

                break;
            default:
                if (kind is not ('B' or 'I' or 'M' or 'P' or 'Q' or 'D' or 'L' or 'C' or 'S' or 'O' or 'R'))
                {
                    throw FormatFault.AtByte(file, offset + 2, FormattableString.Invariant($"0x{(int)kind:X2}"), "a kind of message of ULog, such as F, A or D");
                }

                break;
        }
    }
}
