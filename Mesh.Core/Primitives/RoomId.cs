namespace Mesh;

/// <summary>A room's identity on the wire. An open room's is derived from its name, so that everybody who types the same name meets.</summary>
/// <param name="Value">The sixteen bytes.</param>
public readonly record struct RoomId(Id128 Value) : IComparable<RoomId>
{
    /// <summary>How many bytes the identifier takes.</summary>
    public const int Size = Id128.Size;

    /// <summary>Reads the identifier from the first sixteen bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes.</exception>
    public static RoomId Read(ReadOnlySpan<byte> bytes) => new(Id128.Read(bytes));

    /// <summary>The room of the nodes' own presence; nobody chats in it.</summary>
    public static readonly RoomId Presence = new(default);

    /// <summary>The stream of all events that a node publishes: one for all topics, so that their order holds across topics. Nobody chats in it.</summary>
    public static readonly RoomId Topics = new(new Id128(0, 1));

    /// <summary>The stream of what is routed to one peer: its identity, so that nobody can send it elsewhere.</summary>
    public static RoomId OfPeer(PeerId peer) => new(peer.Value);

    /// <summary>The identity of the open room called <paramref name="name"/>: the first sixteen bytes of SHA-256 over "mesh/room/1" and the name's UTF-8 bytes.</summary>
    public static RoomId OfName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(Digest.Of(System.Text.Encoding.UTF8.GetBytes("mesh/room/1" + name)).Prefix);
    }

    /// <summary>Writes the sixteen bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes of room.</exception>
    public void Write(Span<byte> destination) => Value.Write(destination);

    /// <inheritdoc/>
    public int CompareTo(RoomId other) => Value.CompareTo(other.Value);

    /// <summary>Hexadecimal digits.</summary>
    public override string ToString() => Value.ToString();
}
