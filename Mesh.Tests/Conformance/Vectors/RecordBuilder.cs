using System.Buffers;
using System.Text.Json;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Writes the record that a vector describes by its fields.</summary>
internal static class RecordBuilder
{
    public static byte[] Build(string name, JsonElement fields)
    {
        ArrayBufferWriter<byte> output = new();
        Write(name, fields, output);
        return output.WrittenSpan.ToArray();
    }

    public static SignedBundle Bundle(JsonElement fields) => new(
        (byte)fields.Int("suite"), new(fields.Id("origin")), fields.Number("incarnation"), fields.Bytes("core"), fields.Bytes("signature"));

    private static void Write(string name, JsonElement f, IBufferWriter<byte> output)
    {
        switch (name)
        {
            case "Hello":
                new HelloRecord(
                    (byte)f.Int("revisionMin"), (byte)f.Int("revisionMax"), f.Id("network"), f.GetProperty("isClosed").GetBoolean(), Digest.Read(f.Bytes("nonce")),
                    f.Number("incarnation"), f.Int("listenPort"), f.Text("name")).Write(output);
                break;
            case "Proof":
                new ProofRecord(Digest.Read(f.Bytes("mac"))).Write(output);
                break;
            case "Refuse":
                new RefuseRecord((byte)f.Int("reason"), f.Text("detail")).Write(output);
                break;
            case "Ping":
                new PingRecord(f.Number("token")).Write(output);
                break;
            case "Pong":
                new PongRecord(f.Number("token")).Write(output);
                break;
            case "Ack":
                new AckRecord(f.Number("syncBytes")).Write(output);
                break;
            case "Neighbours":
                new NeighboursRecord(Peers(f)).Write(output);
                break;
            case "Peers":
                new PeersRecord([.. f.Items("peers").Select(p => new PeerAddress(new(p.Id("peer")), p.Bytes("address"), p.Int("port")))]).Write(output);
                break;
            case "Key":
                new KeyRecord((byte)f.Int("suite"), f.Bytes("point"), f.Bytes("prekey")).Write(output);
                break;
            case "Fork":
                new ForkRecord(Bundle(f.GetProperty("left")), Bundle(f.GetProperty("right"))).Write(output);
                break;
            case "Bundle":
                new BundleRecord(
                    (byte)f.Int("tree"), (byte)f.Int("hops"), (BundleFlags)f.Int("flags"), f.GetProperty("ageSeconds").GetUInt32(), Bundle(f.GetProperty("bundle"))).Write(output);
                break;
            default:
                WriteList(name, f, output);
                break;
        }
    }

    private static void WriteList(string name, JsonElement f, IBufferWriter<byte> output)
    {
        switch (name)
        {
            case "IHave":
                Announcement[] announcements = [.. f.Items("bundles").Select(b => new Announcement(b.Number("short"), (byte)b.Int("hops")))];
                new IHaveRecord((byte)f.Int("tree"), (BundleFlags)f.Int("flags"), announcements).Write(output);
                break;
            case "Graft":
                new GraftRecord((byte)f.Int("tree"), Shorts(f)).Write(output);
                break;
            case "Prune":
                new PruneRecord((byte)f.Int("tree")).Write(output);
                break;
            case "Want":
                new WantRecord(Shorts(f)).Write(output);
                break;
            case "Heads":
                StreamHead[] heads = [.. f.Items("heads").Select(h => new StreamHead(Stream(h), h.Number("sequence")))];
                RoomId[] rooms = [.. f.Items("rooms").Select(r => RoomId.Read(Convert.FromHexString(r.GetString()!)))];
                new HeadsRecord(f.GetProperty("wantsAnswer").GetBoolean(), heads, rooms).Write(output);
                break;
            case "Pull":
                new PullRecord([.. f.Items("ranges").Select(r => new PullRange(Stream(r), r.Number("first"), r.Number("last")))]).Write(output);
                break;
            case "Fingerprint":
                new FingerprintRecord(f.Id("fingerprint")).Write(output);
                break;
            case "KeyWant":
                new KeyWantRecord(Peers(f)).Write(output);
                break;
            case "Routed":
                new RoutedRecord((byte)f.Int("attempt"), f.GetProperty("isBroadcast").GetBoolean(), (byte)f.Int("hops"), Bundle(f.GetProperty("bundle"))).Write(output);
                break;
            case "NoRoute":
                new NoRouteRecord(f.Number("short"), (byte)f.Int("attempt")).Write(output);
                break;
            default:
                throw new ArgumentException($"The vectors hold a record \"{name}\" that is not known here.", nameof(name));
        }
    }

    private static StreamId Stream(JsonElement f) => new(new(f.Id("origin")), f.Number("incarnation"), new(f.Id("room")));

    private static PeerId[] Peers(JsonElement f) => [.. f.Items("peers").Select(p => PeerId.Read(Convert.FromHexString(p.GetString()!)))];

    private static ulong[] Shorts(JsonElement f) => [.. f.Items("shorts").Select(s => ulong.Parse(s.GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
}
