using System.Buffers;
using System.Text.Json;

namespace Mesh.Hosting;

/// <summary>The form of "peers.json": for each network tag a list of endpoints, the one used last first. Pure. What it does not understand it leaves out.</summary>
internal static class PeerMemoryFile
{
    private const int FileBytesMax = 1 << 20;

    /// <exception cref="FormatException">The bytes are no JSON object, or far too many.</exception>
    public static Dictionary<string, List<RememberedEndPoint>> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > FileBytesMax)
        {
            throw new FormatException($"The file has {bytes.Length} bytes and may have {FileBytesMax}.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            Dictionary<string, List<RememberedEndPoint>> networks = [];
            if (document.RootElement.TryGetProperty("networks"u8, out JsonElement all) && all.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty network in all.EnumerateObject().Take(NodeLimits.RememberedNetworksMax))
                {
                    networks[network.Name] = ReadPeers(network.Value);
                }
            }

            return networks;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>The file's bytes; when there are too many networks, <paramref name="kept"/> is among those that stay.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, List<RememberedEndPoint>> networks, string kept)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("networks"u8);
            IEnumerable<string> latestFirst = networks.Keys
                .OrderByDescending(network => network == kept)
                .ThenByDescending(network => networks[network].FirstOrDefault()?.SeenSeconds ?? 0)
                .Take(NodeLimits.RememberedNetworksMax);
            foreach (string network in latestFirst)
            {
                WritePeers(writer, network, networks[network]);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WritePeers(Utf8JsonWriter writer, string network, List<RememberedEndPoint> peers)
    {
        writer.WriteStartArray(network);
        foreach (RememberedEndPoint peer in peers)
        {
            writer.WriteStartObject();
            writer.WriteString("peer"u8, peer.Peer.ToString());
            writer.WriteString("address"u8, peer.Address);
            writer.WriteNumber("port"u8, peer.Port);
            writer.WriteString("interface"u8, peer.Interface);
            writer.WriteNumber("seen"u8, peer.SeenSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static List<RememberedEndPoint> ReadPeers(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Take(NodeLimits.RememberedEndPointsMax).Select(ReadPeer).OfType<RememberedEndPoint>()]
        : [];

    private static RememberedEndPoint? ReadPeer(JsonElement entry)
    {
        bool isSound = PeerId.TryParse(entry.GetProperty("peer"u8).GetString(), out PeerId peer);
        string? address = entry.GetProperty("address"u8).GetString();
        isSound &= entry.GetProperty("port"u8).TryGetInt32(out int port) && port is > 0 and <= 65535;
        isSound &= entry.GetProperty("seen"u8).TryGetInt64(out long seen);
        return isSound && address is not null ? new RememberedEndPoint(peer, address, port, entry.GetProperty("interface"u8).GetString(), seen) : null;
    }
}
