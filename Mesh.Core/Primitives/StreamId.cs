namespace Mesh;

/// <summary>One origin's messages in one room during one run of that origin (docs/protocol.md, "Messages").</summary>
/// <param name="Origin">Who writes.</param>
/// <param name="Incarnation">The random number that the origin drew when it started; sequence numbers start at 1 in each.</param>
/// <param name="Room">Where it writes.</param>
public readonly record struct StreamId(PeerId Origin, ulong Incarnation, RoomId Room) : IComparable<StreamId>
{
    /// <summary>The identity of this stream's message number <paramref name="sequence"/>.</summary>
    public MessageId Message(ulong sequence)
    {
        Span<byte> bytes = stackalloc byte[48];
        Origin.Write(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], Incarnation);
        Room.Write(bytes[24..]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[40..], sequence);
        return new(Digest.Of(bytes).Prefix);
    }

    /// <inheritdoc/>
    public int CompareTo(StreamId other)
    {
        int order = Origin.CompareTo(other.Origin);
        order = order != 0 ? order : Incarnation.CompareTo(other.Incarnation);
        return order != 0 ? order : Room.CompareTo(other.Room);
    }

    /// <summary>Folds its parts, which are random already.</summary>
    public override int GetHashCode() => Origin.GetHashCode() ^ (int)Incarnation ^ Room.GetHashCode();

    /// <summary>Short forms, for logs.</summary>
    public override string ToString() => FormattableString.Invariant($"{Origin.ToShortString()}/{Incarnation:x16}/{Room}");
}
