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
    };

    public static byte[]? Stored(ReadOnlyMemory<byte> bytes) => SignedBundle.TryRead(bytes, out SignedBundle bundle) ? RecordBytes.Of(bundle) : null;

    public static byte[]? Core(ReadOnlyMemory<byte> bytes) => BundleCore.TryRead(bytes, out BundleCore core) ? core.Encode() : null;

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
