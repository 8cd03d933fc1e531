using System.Buffers;

namespace Mesh.Wire;

/// <summary>
/// What an author signs: consecutive messages of one stream (docs/protocol.md, "Core"). It has exactly one encoding, so that equal contents have equal
/// bytes, hashes and identifiers; whatever else decodes to the same is refused.
/// </summary>
internal sealed class BundleCore
{
    private const int FieldCount = 5;
    private const int MessageFieldCount = 4;

    /// <summary>Puts a core together.</summary>
    /// <exception cref="ArgumentException">It passes a limit, or its numbers pass 2^64 - 1: no node would accept it.</exception>
    public BundleCore(RoomId room, ulong first, BundleId previous, ServiceClass serviceClass, CoreMessage[] messages)
    {
        Room = room;
        First = first;
        Previous = previous;
        Class = serviceClass;
        Messages = messages;
        if (!IsWithinLimits())
        {
            throw new ArgumentException(
                $"A bundle holds 1 to {WireLimits.BundleMessagesMax} messages numbered from 1, each with at most {WireLimits.ParentsMax} parents, and {WireLimits.BodyBytesMax} bytes of bodies; " +
                $"this one has {messages.Length} messages from {first} and {BodyBytes(messages)} bytes.",
                nameof(messages));
        }
    }

    private BundleCore(RoomId room, ulong first, BundleId previous, ServiceClass serviceClass, CoreMessage[] messages, bool _)
    {
        Room = room;
        First = first;
        Previous = previous;
        Class = serviceClass;
        Messages = messages;
    }

    /// <summary>Where it is said.</summary>
    public RoomId Room { get; }

    /// <summary>The first message's number in its stream, at least 1.</summary>
    public ulong First { get; }

    /// <summary>The stream's bundle before this one; zero for the first.</summary>
    public BundleId Previous { get; }

    /// <summary>How it is carried.</summary>
    public ServiceClass Class { get; }

    /// <summary>1 to 255 messages, numbered from <see cref="First"/>.</summary>
    public CoreMessage[] Messages { get; }

    /// <summary>The last message's number.</summary>
    public ulong Last => First + (ulong)(Messages.Length - 1);

    /// <summary>
    /// Reads a core: [room bin16, first u64, previous bin16, class u8, [[hlc u64, parents [bin16...], kind u8, body bin]...]].
    /// Bodies point into <paramref name="bytes"/>.
    /// </summary>
    /// <returns>False for anything but the one encoding of a core within its limits.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out BundleCore core)
    {
        core = null!;
        RecordReader reader = new(bytes, FieldCount, isCanonical: true);
        RoomId room = reader.Room();
        ulong first = reader.Number();
        BundleId previous = new(reader.Id());
        ServiceClass serviceClass = (ServiceClass)reader.Number((ulong)ServiceClass.Bulk);
        CoreMessage[] messages = RecordReader.NewArray<CoreMessage>(reader.Items(WireLimits.BundleMessagesMax));
        for (int i = 0; i < messages.Length && !reader.Failed; i++)
        {
            messages[i] = ReadMessage(ref reader);
        }

        if (!reader.End())
        {
            return false;
        }

        BundleCore read = new(room, first, previous, serviceClass, messages, false);
        bool ok = read.IsWithinLimits();
        core = ok ? read : null!;
        return ok;
    }

    /// <summary>The core's one encoding, in a new array.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new();
        RecordWriter writer = new(output, FieldCount);
        writer.Room(Room);
        writer.Number(First);
        writer.Id(Previous.Value);
        writer.Number((byte)Class);
        writer.Items(Messages.Length, WireLimits.BundleMessagesMax);
        foreach (CoreMessage message in Messages)
        {
            WriteMessage(writer, message);
        }

        return output.WrittenSpan.ToArray();
    }

    private static CoreMessage ReadMessage(ref RecordReader reader)
    {
        reader.Open(MessageFieldCount);
        ulong hlc = reader.Number();
        MessageId[] parents = RecordReader.NewArray<MessageId>(reader.Items(WireLimits.ParentsMax));
        for (int i = 0; i < parents.Length; i++)
        {
            parents[i] = new(reader.Id());
        }

        return new(hlc, parents, reader.Byte(), reader.Binary(0, WireLimits.BodyBytesMax));
    }

    private static void WriteMessage(RecordWriter writer, in CoreMessage message)
    {
        writer.Open(MessageFieldCount);
        writer.Number(message.Hlc);
        writer.Items(message.Parents.Length, WireLimits.ParentsMax);
        foreach (MessageId parent in message.Parents)
        {
            writer.Id(parent.Value);
        }

        writer.Number(message.Kind);
        writer.Binary(message.Body, WireLimits.BodyBytesMax);
    }

    private static long BodyBytes(CoreMessage[] messages) => messages.Sum(message => (long)message.Body.Length);

    private bool IsWithinLimits() =>
        First >= 1
        && Messages.Length is >= 1 and <= WireLimits.BundleMessagesMax
        && First <= ulong.MaxValue - (ulong)(Messages.Length - 1)
        && Class <= ServiceClass.Bulk
        && BodyBytes(Messages) <= WireLimits.BodyBytesMax
        && Messages.All(message => message.Parents.Length <= WireLimits.ParentsMax);
}
