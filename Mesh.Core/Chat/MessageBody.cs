using System.Buffers;
using System.Globalization;
using System.Text;
using Mesh.Wire;

namespace Mesh.Chat;

/// <summary>
/// What a message of a room says, from and to its bytes (docs/protocol.md, "Kinds of messages"): the text itself, or, in a guest's name, [guest str, text str].
/// </summary>
/// <param name="Kind">The kind as it travels.</param>
/// <param name="Bytes">The body as it travels.</param>
/// <param name="Meaning">What it is for people.</param>
/// <param name="Text">What it says.</param>
/// <param name="Guest">In whose name; null for the author's own.</param>
internal sealed record MessageBody(byte Kind, ReadOnlyMemory<byte> Bytes, MessageKind Meaning, string Text, string? Guest)
{
    /// <summary>How the text of a guest travels.</summary>
    public const byte GuestText = 4;

    /// <summary>How the action of a guest travels.</summary>
    public const byte GuestAction = 5;

    private const int GuestFieldCount = 2;

    /// <summary>Array and string headers and the largest name: what a guest's text has less room by.</summary>
    private const int GuestBytesMax = 80;

    /// <summary>The body of what the node's own person writes.</summary>
    /// <exception cref="ArgumentException">The text is empty or too long, or the kind unknown.</exception>
    public static MessageBody Of(string text, MessageKind kind)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "A message is Text, Action, Slides or Turn.");
        }

        return new MessageBody((byte)kind, Checked(text, WireLimits.BodyBytesMax), kind, text, Guest: null);
    }

    /// <summary>The body of what a guest writes.</summary>
    /// <exception cref="ArgumentException">The name or the text is empty or too long, or the kind is neither text nor action.</exception>
    public static MessageBody OfGuest(string guest, string text, MessageKind kind)
    {
        RoomNames.CheckPerson(guest, nameof(guest));
        ArgumentNullException.ThrowIfNull(text);
        if (kind is not (MessageKind.Text or MessageKind.Action))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "A guest writes Text or Action.");
        }

        byte[] utf8 = Checked(text, WireLimits.BodyBytesMax - GuestBytesMax);
        ArrayBufferWriter<byte> output = new(utf8.Length + GuestBytesMax);
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(GuestFieldCount);
        writer.WriteString(guest);
        writer.WriteUtf8(utf8);
        byte travelling = kind == MessageKind.Text ? GuestText : GuestAction;
        return new MessageBody(travelling, output.WrittenSpan.ToArray(), kind, text, guest);
    }

    /// <summary>Reads a body; null for a kind that this revision does not know, or for what no conforming node writes.</summary>
    public static MessageBody? Read(byte kind, ReadOnlyMemory<byte> bytes)
    {
        if (kind is not (GuestText or GuestAction))
        {
            return Enum.IsDefined((MessageKind)kind) ? new MessageBody(kind, bytes, (MessageKind)kind, Encoding.UTF8.GetString(bytes.Span), Guest: null) : null;
        }

        RecordReader reader = new(bytes, GuestFieldCount);
        string guest = reader.Text(RoomNames.NameBytesMax);
        string text = reader.Text(WireLimits.BodyBytesMax);
        return reader.End() && RoomNames.IsName(guest) && text.Length > 0
            ? new MessageBody(kind, bytes, kind == GuestText ? MessageKind.Text : MessageKind.Action, text, guest)
            : null;
    }

    private static byte[] Checked(string text, int bytesMax)
    {
        if (text.Length == 0)
        {
            throw new ArgumentException("The message is empty; write at least one character.", nameof(text));
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > bytesMax)
        {
            string sizes = string.Create(CultureInfo.InvariantCulture, $"The message has {bytes} bytes of UTF-8 and may have {bytesMax}; shorten it or send it in parts.");
            throw new ArgumentException(sizes, nameof(text));
        }

        return Encoding.UTF8.GetBytes(text);
    }
}
