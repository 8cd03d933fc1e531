using Mesh.Chat;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

/// <summary>Every decoder of bytes from a peer, by name: reads, and writes what was read. Null when the bytes are refused.</summary>
internal static class RecordCatalog
{
    public delegate byte[]? Recode(ReadOnlyMemory<byte> bytes);

    public static IReadOnlyDictionary<string, Recode> Records { get; } = new SortedDictionary<string, Recode>(StringComparer.Ordinal)
    {
        ["Hello"] = Recoded<HelloRecord>,
        ["Proof"] = Recoded<ProofRecord>,
        ["Refuse"] = Recoded<RefuseRecord>,
        ["Ping"] = Recoded<PingRecord>,
        ["Pong"] = Recoded<PongRecord>,
        ["Ack"] = Recoded<AckRecord>,
        ["Neighbours"] = Recoded<NeighboursRecord>,
        ["Peers"] = Recoded<PeersRecord>,
        ["Key"] = Recoded<KeyRecord>,
        ["Fork"] = Recoded<ForkRecord>,
        ["Bundle"] = Recoded<BundleRecord>,
        ["IHave"] = Recoded<IHaveRecord>,
        ["Graft"] = Recoded<GraftRecord>,
        ["Prune"] = Recoded<PruneRecord>,
        ["Want"] = Recoded<WantRecord>,
        ["Heads"] = Recoded<HeadsRecord>,
        ["Pull"] = Recoded<PullRecord>,
        ["Fingerprint"] = Recoded<FingerprintRecord>,
        ["KeyWant"] = Recoded<KeyWantRecord>,
        ["Routed"] = Recoded<RoutedRecord>,
        ["NoRoute"] = Recoded<NoRouteRecord>,
    };

    /// <summary>Bodies of messages by the names of docs/vectors/bodies.json.</summary>
    public static IReadOnlyDictionary<string, Recode> Bodies { get; } = new SortedDictionary<string, Recode>(StringComparer.Ordinal)
    {
        ["Presence"] = bytes => PresenceBody.Read(bytes)?.Encode(),
        ["Event"] = bytes => EventBody.Read(bytes)?.Encode(),
        ["Call"] = bytes => CallBody.Read(bytes)?.Encode(),
        ["Ack"] = bytes => AnswerBody.Read((byte)AnswerKind.Ack, bytes)?.Encode(),
        ["Progress"] = bytes => AnswerBody.Read((byte)AnswerKind.Progress, bytes)?.Encode(),
        ["Result"] = bytes => AnswerBody.Read((byte)AnswerKind.Outcome, bytes)?.Encode(),
        ["Error"] = bytes => AnswerBody.Read((byte)AnswerKind.Error, bytes)?.Encode(),
        ["Cancel"] = bytes => CancelBody.Read(bytes) is { } number ? CancelBody.Encode(number) : null,
        ["Probe"] = bytes => ProbeBody.Read(bytes)?.Encode(),
        ["Echo"] = bytes => EchoBody.Read(bytes)?.Encode(),
        ["GuestText"] = bytes => Guest(MessageBody.GuestText, bytes),
        ["GuestAction"] = bytes => Guest(MessageBody.GuestAction, bytes),
    };

    public static byte[]? Stored(ReadOnlyMemory<byte> bytes) => SignedBundle.TryRead(bytes, out SignedBundle bundle) ? RecordBytes.Of(bundle) : null;

    public static byte[]? Core(ReadOnlyMemory<byte> bytes) => BundleCore.TryRead(bytes, out BundleCore core) ? core.Encode() : null;

    private static byte[]? Guest(byte kind, ReadOnlyMemory<byte> bytes) =>
        MessageBody.Read(kind, bytes) is { Guest: { } guest } body ? MessageBody.OfGuest(guest, body.Text, body.Meaning).Bytes.ToArray() : null;

    private static byte[]? Recoded<T>(ReadOnlyMemory<byte> bytes)
        where T : struct, IRecord<T>
    {
        if (T.TryRead(bytes, out T value))
        {
            return RecordBytes.Of(value);
        }

        Assert.Equal(default, value);
        return null;
    }
}
