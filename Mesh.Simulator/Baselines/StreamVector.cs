using System.Numerics;
using Mesh.Wire;

namespace Mesh.Simulator.Baselines;

/// <summary>
/// A set of bundles: for each stream a bit for each number. Written out it is the summary vector of epidemic routing (Vahdat and Becker 2000, section 2.2):
/// <c>[[stream u64, words u64...]...]</c>.
/// </summary>
internal sealed class StreamVector
{
    /// <summary>Most bundles of a stream; a number beyond is refused, since a bit is kept for each below it.</summary>
    public const uint SequenceMax = 1 << 20;

    private const int WordBits = 64;
    private readonly SortedDictionary<ulong, List<ulong>> _streams = [];

    /// <summary>Reads one.</summary>
    /// <returns>False when the bytes are none.</returns>
    public static bool TryRead(ref MessagePackReader reader, out StreamVector vector)
    {
        vector = new StreamVector();
        if (!reader.TryReadArrayHeader(out int streams))
        {
            return false;
        }

        for (int i = 0; i < streams; i++)
        {
            if (!reader.TryReadArrayHeader(out int items) || items < 1 || items - 1 > SequenceMax / WordBits || !reader.TryReadUInt64(out ulong stream))
            {
                return false;
            }

            List<ulong> words = new(items - 1);
            for (int word = 1; word < items; word++)
            {
                if (!reader.TryReadUInt64(out ulong bits))
                {
                    return false;
                }

                words.Add(bits);
            }

            vector._streams[stream] = words;
        }

        return true;
    }

    /// <summary>Writes it.</summary>
    public void Write(scoped in MessagePackWriter writer)
    {
        writer.WriteArrayHeader(_streams.Count);
        foreach ((ulong stream, List<ulong> words) in _streams)
        {
            writer.WriteArrayHeader(words.Count + 1);
            writer.WriteUInt64(stream);
            foreach (ulong word in words)
            {
                writer.WriteUInt64(word);
            }
        }
    }

    /// <summary>Whether a bundle is in it.</summary>
    public bool Contains(BundleId id) =>
        _streams.TryGetValue(id.Stream, out List<ulong>? words) && id.Sequence / WordBits < words.Count && (words[(int)(id.Sequence / WordBits)] & Bit(id)) != 0;

    /// <summary>Puts a bundle in.</summary>
    /// <returns>False when it is in it already, or cannot be.</returns>
    public bool Add(BundleId id)
    {
        if (id.Sequence >= SequenceMax || Contains(id))
        {
            return false;
        }

        if (!_streams.TryGetValue(id.Stream, out List<ulong>? words))
        {
            _streams.Add(id.Stream, words = []);
        }

        while (words.Count <= id.Sequence / WordBits)
        {
            words.Add(0);
        }

        words[(int)(id.Sequence / WordBits)] |= Bit(id);
        return true;
    }

    /// <summary>Takes a bundle out.</summary>
    public void Remove(BundleId id)
    {
        if (Contains(id))
        {
            _streams[id.Stream][(int)(id.Sequence / WordBits)] &= ~Bit(id);
        }
    }

    /// <summary>What is in this one and in the other.</summary>
    public IEnumerable<BundleId> Within(StreamVector other) => Compare(other, (own, others) => own & others);

    /// <summary>What is in this one and not in the other.</summary>
    public IEnumerable<BundleId> Without(StreamVector other) => Compare(other, (own, others) => own & ~others);

    private static ulong Bit(BundleId id) => 1UL << (int)(id.Sequence % WordBits);

    private IEnumerable<BundleId> Compare(StreamVector other, Func<ulong, ulong, ulong> wanted)
    {
        foreach ((ulong stream, List<ulong> words) in _streams)
        {
            List<ulong>? others = other._streams.GetValueOrDefault(stream);
            for (int word = 0; word < words.Count; word++)
            {
                for (ulong bits = wanted(words[word], others is not null && word < others.Count ? others[word] : 0); bits != 0; bits &= bits - 1)
                {
                    yield return new BundleId(stream, (uint)((word * WordBits) + BitOperations.TrailingZeroCount(bits)));
                }
            }
        }
    }
}
