using System.Buffers.Binary;
using System.Text;

namespace Mesh.Protocol.Presence;

/// <summary>
/// Which topics a node subscribes to and which procedures it offers, as its presence tells (docs/protocol.md, "Presence"). Names travel as their hashes:
/// a collision costs an event that nobody reads, or a call that its callee refuses.
/// </summary>
/// <param name="Topics">Hashes of exact topics, ascending, at most 64.</param>
/// <param name="WantsAll">Whether every event is wanted: a subscription is a pattern, or there are more topics.</param>
/// <param name="Procedures">Hashes of procedures, ascending, at most 64; bit 0 says that the procedure is idempotent.</param>
/// <param name="OffersMore">Whether further procedures are offered that are not named.</param>
internal sealed record Interest(ulong[] Topics, bool WantsAll, ulong[] Procedures, bool OffersMore)
{
    /// <summary>Nothing wanted, nothing offered.</summary>
    public static readonly Interest None = new([], false, [], false);

    /// <summary>Bit 0 of a procedure's hash.</summary>
    public const ulong Idempotent = 1;

    /// <summary>Whether nothing is wanted.</summary>
    public bool WantsNothing => !WantsAll && Topics.Length == 0;

    /// <summary>The hash of a topic: the first eight bytes of SHA-256 over "mesh/topic/1" and its UTF-8 bytes.</summary>
    public static ulong OfTopic(string topic) => Hash("mesh/topic/1" + topic);

    /// <summary>The hash of a procedure, bit 0 cleared: the first eight bytes of SHA-256 over "mesh/procedure/1" and its UTF-8 bytes.</summary>
    public static ulong OfProcedure(string procedure) => Hash("mesh/procedure/1" + procedure) & ~Idempotent;

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Interest? other) => other is not null && WantsAll == other.WantsAll && OffersMore == other.OffersMore
        && Topics.AsSpan().SequenceEqual(other.Topics) && Procedures.AsSpan().SequenceEqual(other.Procedures);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Topics.Length, Procedures.Length, WantsAll, OffersMore);

    private static ulong Hash(string text)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Of(Encoding.UTF8.GetBytes(text)).Write(digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
