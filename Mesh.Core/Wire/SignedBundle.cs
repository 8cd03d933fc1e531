using System.Buffers;
using System.Buffers.Binary;

namespace Mesh.Wire;

/// <summary>
/// A core with its author and signature: what is stored, forwarded byte for byte and deduplicated (docs/protocol.md, "Bundles"). Immutable.
/// Whether the signature is valid and the core well formed is not known here. The memory belongs to whoever made the object; <see cref="Detach"/> copies it.
/// </summary>
internal sealed class SignedBundle
{
    private const int FieldCount = 5;
    private const int StackBytesMax = 1024;

    /// <summary>Puts the pieces together and computes <see cref="Id"/>.</summary>
    /// <exception cref="ArgumentException">The core or the signature passes its limit, or the signature's length does not belong to the suite.</exception>
    public SignedBundle(byte suite, PeerId origin, ulong incarnation, ReadOnlyMemory<byte> core, ReadOnlyMemory<byte> signature)
        : this(suite, origin, incarnation, core, signature, IdOf(suite, origin, incarnation, core.Span))
    {
        if (core.Length is 0 or > WireLimits.CoreBytesMax)
        {
            throw new ArgumentException($"A core takes 1 to {WireLimits.CoreBytesMax} bytes; this has {core.Length}.", nameof(core));
        }

        if (!SignatureSuite.Allows(suite, signature.Length))
        {
            throw new ArgumentException($"A signature of suite {suite} does not take {signature.Length} bytes.", nameof(signature));
        }
    }

    private SignedBundle(byte suite, PeerId origin, ulong incarnation, ReadOnlyMemory<byte> core, ReadOnlyMemory<byte> signature, BundleId id)
    {
        Suite = suite;
        Origin = origin;
        Incarnation = incarnation;
        Core = core;
        Signature = signature;
        Id = id;
    }

    /// <summary>Which algorithms the signature belongs to.</summary>
    public byte Suite { get; }

    /// <summary>The author.</summary>
    public PeerId Origin { get; }

    /// <summary>The author's run.</summary>
    public ulong Incarnation { get; }

    /// <summary>The bytes that <see cref="BundleCore"/> reads.</summary>
    public ReadOnlyMemory<byte> Core { get; }

    /// <summary>The author's signature over <see cref="SignedBytes(Digest)"/>.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The first sixteen bytes of SHA-256 over suite, origin, incarnation and core.</summary>
    public BundleId Id { get; }

    /// <summary>How many bytes the stored form takes, which is what <see cref="Write"/> writes.</summary>
    public int EncodedBytes =>
        1 + NumberBytes(Suite) + 2 + PeerId.Size + NumberBytes(Incarnation) + BinaryBytes(Core.Length) + BinaryBytes(Signature.Length);

    /// <summary>What the identifier of a bundle of these pieces is.</summary>
    public static BundleId IdOf(byte suite, PeerId origin, ulong incarnation, ReadOnlySpan<byte> core)
    {
        int length = 1 + PeerId.Size + sizeof(ulong) + core.Length;
        byte[]? rented = length > StackBytesMax ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> bytes = rented is null ? stackalloc byte[StackBytesMax] : rented;
        bytes[0] = suite;
        WriteTail(origin, incarnation, core, bytes[1..]);
        BundleId id = new(Digest.Of(bytes[..length]).Prefix);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return id;
    }

    /// <summary>What the signature of a bundle of these pieces covers, in a new array: "mesh/bundle/1", suite, network hash, origin, incarnation, core.</summary>
    public static byte[] SignedBytes(byte suite, Digest networkHash, PeerId origin, ulong incarnation, ReadOnlySpan<byte> core)
    {
        ReadOnlySpan<byte> role = "mesh/bundle/1"u8;
        byte[] signed = new byte[role.Length + 1 + Digest.Size + PeerId.Size + sizeof(ulong) + core.Length];
        role.CopyTo(signed);
        signed[role.Length] = suite;
        networkHash.Write(signed.AsSpan(role.Length + 1));
        WriteTail(origin, incarnation, core, signed.AsSpan(role.Length + 1 + Digest.Size));
        return signed;
    }

    /// <summary>Reads the stored form, [suite, origin, incarnation, core, signature], in its one encoding.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> stored, out SignedBundle bundle)
    {
        RecordReader reader = new(stored, FieldCount, isCanonical: true);
        SignedBundle? read = ReadFields(ref reader);
        bool ok = reader.End();
        bundle = ok ? read! : null!;
        return ok;
    }

    /// <summary>Reads [suite, origin, incarnation, core, signature] as one field; null after a failure.</summary>
    public static SignedBundle? ReadNested(ref RecordReader reader)
    {
        int extra = reader.Open(FieldCount);
        SignedBundle? read = ReadFields(ref reader);
        reader.Close(extra);
        return read;
    }

    /// <summary>Reads suite, origin, incarnation, core and signature as five fields; null after a failure.</summary>
    public static SignedBundle? ReadFields(ref RecordReader reader)
    {
        byte suite = reader.Byte();
        PeerId origin = reader.Peer();
        ulong incarnation = reader.Number();
        ReadOnlyMemory<byte> core = reader.Binary(1, WireLimits.CoreBytesMax);
        ReadOnlyMemory<byte> signature = reader.Binary(1, WireLimits.SignatureBytesMax);
        reader.Demand(SignatureSuite.Allows(suite, signature.Length));
        return reader.Failed ? null : new(suite, origin, incarnation, core, signature);
    }

    /// <summary>What this bundle's signature covers, in a new array.</summary>
    public byte[] SignedBytes(Digest networkHash) => SignedBytes(Suite, networkHash, Origin, Incarnation, Core.Span);

    /// <summary>The same bundle in memory of its own, for whoever keeps it longer than the frame that it came in.</summary>
    public SignedBundle Detach()
    {
        byte[] owned = new byte[Core.Length + Signature.Length];
        Core.CopyTo(owned);
        Signature.CopyTo(owned.AsMemory(Core.Length));
        return new(Suite, Origin, Incarnation, owned.AsMemory(0, Core.Length), owned.AsMemory(Core.Length), Id);
    }

    /// <summary>Writes the stored form.</summary>
    public void Write(IBufferWriter<byte> output) => WriteFields(new RecordWriter(output, FieldCount));

    /// <summary>Writes the stored form as one field.</summary>
    public void WriteNested(RecordWriter writer)
    {
        writer.Open(FieldCount);
        WriteFields(writer);
    }

    /// <summary>Writes suite, origin, incarnation, core and signature as five fields.</summary>
    public void WriteFields(RecordWriter writer)
    {
        writer.Number(Suite);
        writer.Peer(Origin);
        writer.Number(Incarnation);
        writer.Binary(Core, WireLimits.CoreBytesMax);
        writer.Binary(Signature, WireLimits.SignatureBytesMax);
    }

    /// <summary>Short forms, for logs.</summary>
    public override string ToString() => FormattableString.Invariant($"{Id.Short:x16} of {Origin.ToShortString()}, {Core.Length} B");

    private static void WriteTail(PeerId origin, ulong incarnation, ReadOnlySpan<byte> core, Span<byte> destination)
    {
        origin.Write(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[PeerId.Size..], incarnation);
        core.CopyTo(destination[(PeerId.Size + sizeof(ulong))..]);
    }

    private static int NumberBytes(ulong value) => value switch
    {
        < MessagePackCode.FixMap => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };

    private static int BinaryBytes(int length) => length + (length <= byte.MaxValue ? 2 : length <= ushort.MaxValue ? 3 : 5);
}
