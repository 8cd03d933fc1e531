using System.Numerics;
using System.Security.Cryptography;
using Mesh.Identity;

namespace Mesh.Tests.Unit.Identity;

public sealed class SignatureVerifierTests
{
    private static readonly BigInteger Order = BigInteger.Parse("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly byte[] _data = "what was signed"u8.ToArray();

    [Fact]
    public void Only_the_signature_of_this_key_over_this_data_is_valid()
    {
        using var key = NodeKey.Create();
        using var other = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] signature = Sign(key);
        Assert.True(verifier.Verify(key.PublicKey.Span, _data, signature));
        Assert.False(verifier.Verify(other.PublicKey.Span, _data, signature));
        Assert.False(verifier.Verify(key.PublicKey.Span, [.. _data, 0], signature));
        signature[5] ^= 1;
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, signature));
    }

    // Prevents a second valid copy of a bundle, which would defeat deduplication by bytes.
    [Fact]
    public void High_s_twin_of_a_valid_signature_is_refused()
    {
        using var key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] low = Sign(key);
        BigInteger s = new(low.AsSpan(32), isUnsigned: true, isBigEndian: true);
        byte[] twin = [.. low[..32], .. Padded(Order - s)];
        using ECDsa lenient = key.Duplicate();
        Assert.True(lenient.VerifyData(_data, twin, HashAlgorithmName.SHA256));
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, twin));
        LowS.Normalise(twin);
        Assert.Equal(low, twin);
    }

    [Fact]
    public void Half_the_order_is_the_largest_s_that_holds()
    {
        byte[] half = [.. new byte[32], .. Padded((Order - 1) / 2)];
        byte[] above = [.. new byte[32], .. Padded(((Order - 1) / 2) + 1)];
        Assert.True(LowS.Holds(half));
        Assert.False(LowS.Holds(above));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    public void Signature_of_another_length_is_refused(int length)
    {
        using var key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, new byte[length]));
    }

    [Fact]
    public void Zero_and_overlarge_scalars_are_refused_without_exception()
    {
        using var key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] signature = Sign(key);
        byte[] ones = Enumerable.Repeat((byte)0xff, 32).ToArray();
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, new byte[64]));
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, [.. ones, .. signature[32..]]));
        Assert.False(verifier.Verify(key.PublicKey.Span, _data, [.. signature[..32], .. new byte[32]]));
    }

    // Prevents invalid-curve keys, whose discrete logarithm may be easy.
    [Fact]
    public void Keys_off_the_curve_and_in_other_encodings_are_refused()
    {
        using var key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] signature = Sign(key);
        byte[] spki = key.PublicKey.ToArray();
        byte[] off = [.. spki];
        off[^1] ^= 1;
        byte[] infinity = P256Key.Spki([4, .. new byte[64]]);
        byte[] beyond = P256Key.Spki([4, .. Enumerable.Repeat((byte)0xff, 64)]);
        byte[] compressed = [0x30, 0x39, .. spki[2..24], 0x22, 0x00, (byte)(2 + (spki[^1] & 1)), .. spki[27..59]];
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (byte[] bad in (byte[][])[off, infinity, beyond, compressed, spki[..^1], [.. spki, 0], [], p384.ExportSubjectPublicKeyInfo()])
        {
            Assert.False(verifier.Verify(bad, _data, signature));
        }

        Assert.Equal(0, verifier.Count);
    }

    // Prevents memory growing with the number of authors that somebody invents.
    [Fact]
    public void Cache_of_keys_is_bounded_and_forgets_the_one_unused_longest()
    {
        using SignatureVerifier verifier = new(4);
        NodeKey[] keys = Enumerable.Range(0, 12).Select(_ => NodeKey.Create()).ToArray();
        foreach (NodeKey key in keys)
        {
            Assert.True(verifier.Verify(key.PublicKey.Span, _data, Sign(key)));
            Assert.InRange(verifier.Count, 1, 4);
        }

        Assert.All(keys, key => Assert.True(verifier.Verify(key.PublicKey.Span, _data, Sign(key))));
        Array.ForEach(keys, key => key.Dispose());
    }

    [Fact]
    public void Many_threads_verify_many_keys_at_once()
    {
        using SignatureVerifier verifier = new(3);
        NodeKey[] keys = Enumerable.Range(0, 6).Select(_ => NodeKey.Create()).ToArray();
        byte[][] signatures = keys.Select(Sign).ToArray();
        int valid = 0;
        Parallel.For(0, 300, i => Interlocked.Add(ref valid, verifier.Verify(keys[i % 6].PublicKey.Span, _data, signatures[i % 6]) ? 1 : 0));
        Assert.Equal(300, valid);
        Assert.InRange(verifier.Count, 1, 3);
        Array.ForEach(keys, key => key.Dispose());
    }

    private static byte[] Padded(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private byte[] Sign(NodeKey key)
    {
        byte[] signature = new byte[LowS.SignatureBytes];
        key.Sign(_data, signature);
        return signature;
    }
}
