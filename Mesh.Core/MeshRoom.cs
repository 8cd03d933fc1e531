using Mesh.Chat;

namespace Mesh;

/// <summary>A room that this node has joined. Thread-safe.</summary>
public sealed class MeshRoom
{
    private readonly MeshNode _node;

    internal MeshRoom(MeshNode node, string name)
    {
        _node = node;
        Name = name;
        Id = RoomId.OfName(name);
    }

    /// <summary>The largest text, in bytes of UTF-8: 64 KiB.</summary>
    public const int TextBytesMax = 65_536;

    /// <summary>The room's name, 1 to 64 bytes of UTF-8.</summary>
    public string Name { get; }

    /// <summary>The room's identity on the wire.</summary>
    public RoomId Id { get; }

    /// <summary>
    /// Writes a message. Completes when the node has numbered and signed it; from then on it is offered to every neighbour, now or later.
    /// Waits while this author writes faster than <see cref="GossipOptions"/> allows.
    /// </summary>
    /// <param name="text">At least one character, at most <see cref="TextBytesMax"/> bytes of UTF-8.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be sent if it was already handed over.</param>
    /// <returns>The message as it was sent.</returns>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The room was left.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<RoomMessage> SendAsync(string text, MessageKind kind = MessageKind.Text, CancellationToken cancellationToken = default) =>
        _node.SendAsync(this, MessageBody.Of(text, kind), cancellationToken);

    /// <summary>As <see cref="SendAsync"/>, in the name of a guest whom this node lets write: others see the guest's name beside this node's.</summary>
    /// <param name="guest">The guest's name, 1 to 64 bytes of UTF-8 without control characters and white space at the ends.</param>
    /// <param name="text">At least one character, at most <see cref="TextBytesMax"/> less 80 bytes of UTF-8.</param>
    /// <param name="kind">Text or action.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be sent if it was already handed over.</param>
    /// <returns>The message as it was sent.</returns>
    /// <exception cref="ArgumentException">The name or the text is empty or too long, or the kind is another.</exception>
    /// <exception cref="InvalidOperationException">The room was left.</exception>
    /// <exception cref="ObjectDisposedException">The node was disposed.</exception>
    public Task<RoomMessage> SendAsGuestAsync(string guest, string text, MessageKind kind = MessageKind.Text, CancellationToken cancellationToken = default) =>
        _node.SendAsync(this, MessageBody.OfGuest(guest, text, kind), cancellationToken);

    /// <summary>The last messages of the room that are still held, in the order in which they are shown. A snapshot; empty when the room was left.</summary>
    /// <param name="count">How many at most, at least 1; at most 4,096 are held.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<RoomMessage> Latest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return _node.Latest(this, count);
    }

    /// <summary>
    /// What is still held of the room, oldest first, and then every message as it arrives, own ones included.
    /// A reader that falls more than 4,096 messages behind loses the oldest ones it has not read.
    /// Ends when the room is left or the node disposed.
    /// </summary>
    public IAsyncEnumerable<RoomMessage> ReadAllAsync(CancellationToken cancellationToken = default) =>
        _node.ReadRoomAsync(this, cancellationToken);
}
