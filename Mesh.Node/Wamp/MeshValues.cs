using System.Text;
using Mesh.Node.Lines;
using Mesh.Node.Ways;

namespace Mesh.Node.Wamp;

/// <summary>What the node knows as values that WAMP carries, with the keys of the lines of JSON (docs/command.md).</summary>
internal static class MeshValues
{
    /// <summary>What a list or a text may take in an answer or event, so that with all the rest it stays below <see cref="MeshArguments.BytesMax"/>.</summary>
    public const int FittingBytes = 56_000;

    /// <summary>A message; of a text that is too long for an event the beginning, and then "truncated" is true.</summary>
    public static Dictionary<string, object?> Message(RoomMessage message) => new()
    {
        ["room"] = message.Room,
        ["from"] = message.FromName,
        ["peer"] = message.From.ToString(),
        ["id"] = message.Id.ToString(),
        ["text"] = IsFitting(message.Text) ? message.Text : Beginning(message.Text),
        ["truncated"] = !IsFitting(message.Text),
        ["hops"] = message.Hops,
        ["sentAt"] = JsonLine.Time(message.SentAt),
        ["receivedAt"] = JsonLine.Time(message.ReceivedAt),
        ["kind"] = JsonLines.KebabCase(message.Kind.ToString()),
        ["own"] = message.IsOwn,
        ["guest"] = message.Guest,
    };

    public static Dictionary<string, object?> Peer(MeshPeer peer) => new()
    {
        ["peer"] = peer.Id.ToString(),
        ["name"] = peer.Name,
        ["neighbour"] = peer.IsNeighbour,
        ["hops"] = peer.Hops,
        ["rooms"] = peer.Rooms,
        ["lastHeard"] = JsonLine.Time(peer.LastHeard),
    };

    public static Dictionary<string, object?> Link(MeshLink link) => new(WayFields.Link(link));

    /// <summary>As many of the first values as fit.</summary>
    public static object?[] Fitting(IEnumerable<object?> values, int bytesMax = FittingBytes)
    {
        List<object?> fitting = [];
        int bytes = 0;
        foreach (object? value in values)
        {
            bytes += MeshArguments.Of(value).PositionalBytes.Length;
            if (bytes > bytesMax)
            {
                break;
            }

            fitting.Add(value);
        }

        return [.. fitting];
    }

    /// <summary>Values as the named arguments of an event.</summary>
    public static MeshArguments Named(IReadOnlyDictionary<string, object?> values)
    {
        // One list is encoded at once, where adding name by name would encode everything each time.
        MeshArguments encoded = MeshArguments.Of(values);
        return MeshArguments.TryTake(default, encoded.PositionalBytes[1..], out MeshArguments named)
            ? named
            : throw new MeshInvariantException("A list of one map is no list of one map.");
    }

    private static bool IsFitting(string text) => Encoding.UTF8.GetByteCount(text) <= FittingBytes;

    private static string Beginning(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int end = FittingBytes;
        while ((utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8, 0, end);
    }
}
