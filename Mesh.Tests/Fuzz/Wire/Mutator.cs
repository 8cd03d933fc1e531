namespace Mesh.Tests.Fuzz.Wire;

/// <summary>Changes bytes as a broken or hostile peer would. The same seed gives the same mutations on every machine.</summary>
/// <param name="corpus">What the mutations start from and splice in; none is empty.</param>
/// <param name="seed">Printed by a test that fails, and enough to repeat it.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, ulong seed)
{
    private const int BytesMax = 4096;

    private static readonly byte[] Telling = [0x00, 0x01, 0x7f, 0x80, 0x8f, 0x90, 0x91, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc4, 0xc6, 0xc7, 0xc9, 0xcc, 0xcf, 0xd0, 0xd3, 0xd9, 0xdb, 0xdc, 0xdd, 0xdf, 0xff];

    private readonly MeshRandom _random = new(seed);

    /// <summary>The next mutation: one of the corpus with one to four changes.</summary>
    public byte[] Next()
    {
        List<byte> bytes = [.. corpus[_random.Next(corpus.Count)]];

        // Mostly one change: a record with four is hardly ever accepted, and then only the first check is tested.
        int changes = 1 + _random.Next(1 + _random.Next(4));
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count);
        switch (_random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 2:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 3:
                bytes.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(1 + _random.Next(8), bytes.Count - at));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                byte[] other = corpus[_random.Next(corpus.Count)];
                int from = _random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(1 + _random.Next(64), other.Length - from)));
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(1 + _random.Next(32), bytes.Count - at)));
                break;
        }

        if (bytes.Count > BytesMax)
        {
            bytes.RemoveRange(BytesMax, bytes.Count - BytesMax);
        }
    }
}
