using System.Buffers;
using System.Text;

namespace Mesh.Wire;

/// <summary>Writes the fields of one array in order; the counterpart of <see cref="RecordReader"/>.</summary>
internal readonly ref struct RecordWriter
{
    private readonly MessagePackWriter _writer;

    /// <summary>Starts an array of <paramref name="fields"/> fields.</summary>
    public RecordWriter(IBufferWriter<byte> output, int fields)
    {
        _writer = new(output);
        _writer.WriteArrayHeader(fields);
    }

    /// <summary>Starts a record, whose first field is its kind.</summary>
    public RecordWriter(IBufferWriter<byte> output, RecordKind kind, int fields)
        : this(output, fields)
    {
        Number((byte)kind);
    }

    public void Open(int fields) => _writer.WriteArrayHeader(fields);

    /// <summary>A list's length, which the receiver accepts up to <paramref name="countMax"/>.</summary>
    public void Items(int count, int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, countMax);
        _writer.WriteArrayHeader(count);
    }

    public void Number(ulong value) => _writer.WriteUInt64(value);

    public void Flag(bool value) => _writer.WriteBoolean(value);

    public void Id(Id128 id)
    {
        Span<byte> bytes = stackalloc byte[Id128.Size];
        id.Write(bytes);
        _writer.WriteBinary(bytes);
    }

    public void Peer(PeerId peer) => Id(peer.Value);

    public void Room(RoomId room) => Id(room.Value);

    public void Digest(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Mesh.Digest.Size];
        digest.Write(bytes);
        _writer.WriteBinary(bytes);
    }

    public void Binary(ReadOnlyMemory<byte> bytes, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, bytesMax);
        _writer.WriteBinary(bytes.Span);
    }

    /// <summary>Nil for no bytes.</summary>
    public void OptionalBinary(ReadOnlyMemory<byte> bytes, int bytesMax)
    {
        if (bytes.IsEmpty)
        {
            _writer.WriteNil();
        }
        else
        {
            Binary(bytes, bytesMax);
        }
    }

    /// <summary>Text, cut before the first character that would pass <paramref name="bytesMax"/> bytes of UTF-8: a long name or reason must not end a link.</summary>
    public void Text(string text, int bytesMax)
    {
        int length = 0;
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > bytesMax)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        _writer.WriteString(text.AsSpan(0, length));
    }

    public void Peers(PeerId[] peers, int countMax)
    {
        Items(peers.Length, countMax);
        foreach (PeerId peer in peers)
        {
            Peer(peer);
        }
    }

    public void Numbers(ulong[] numbers, int countMax)
    {
        Items(numbers.Length, countMax);
        foreach (ulong number in numbers)
        {
            Number(number);
        }
    }
}
