using System.Text;

namespace Mesh.Wire;

/// <summary>
/// Reads the fields of one array in order. The first field that does not fit makes every later one a default, and only the end says whether all fitted:
/// so each record's reader is its grammar line, without branches. Memory that it hands out points into the input.
/// </summary>
internal ref struct RecordReader
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isCanonical;
    private readonly int _extra;
    private MessagePackReader _reader;

    /// <summary>Opens an array of fields that starts <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The array and nothing behind it.</param>
    /// <param name="fieldsMin">How many fields it has; more are read over at the end, unless it is canonical.</param>
    /// <param name="isCanonical">Whether only the one shortest encoding without further fields is accepted.</param>
    public RecordReader(ReadOnlyMemory<byte> bytes, int fieldsMin, bool isCanonical = false)
    {
        _bytes = bytes;
        _isCanonical = isCanonical;
        _reader = new(bytes.Span, isCanonical);
        _extra = Open(fieldsMin);
    }

    /// <summary>Opens a record, whose first field is its kind.</summary>
    public RecordReader(ReadOnlyMemory<byte> bytes, RecordKind kind, int fieldsMin)
        : this(bytes, fieldsMin)
    {
        Failed |= Number(byte.MaxValue) != (ulong)kind;
    }

    /// <summary>Whether a field did not fit.</summary>
    public bool Failed { get; private set; }

    /// <summary>An array inside the record. Returns how many fields it has beyond <paramref name="fieldsMin"/>, for <see cref="Close"/>.</summary>
    public int Open(int fieldsMin)
    {
        int extra = Items(int.MaxValue) - fieldsMin;
        Failed |= extra < 0 || (_isCanonical && extra != 0);
        return extra;
    }

    /// <summary>Reads over the fields that a later revision appended.</summary>
    public void Close(int extra)
    {
        for (int i = 0; i < extra && !Failed; i++)
        {
            Failed = !_reader.TrySkip(WireLimits.RecordDepthMax);
        }
    }

    /// <summary>A list's length; 0 after a failure, so that nobody loops or allocates for it.</summary>
    public int Items(int countMax)
    {
        int count = 0;
        Failed = Failed || !_reader.TryReadArrayHeader(out count) || count > countMax;
        return Failed ? 0 : count;
    }

    public ulong Number(ulong max = ulong.MaxValue)
    {
        ulong value = 0;
        Failed = Failed || !_reader.TryReadUInt64(out value) || value > max;
        return Failed ? 0 : value;
    }

    public byte Byte() => (byte)Number(byte.MaxValue);

    public bool Flag()
    {
        bool value = false;
        Failed = Failed || !_reader.TryReadBoolean(out value);
        return value;
    }

    public Id128 Id() => Fixed(Id128.Size, out ReadOnlySpan<byte> bytes) ? Id128.Read(bytes) : default;

    public PeerId Peer() => new(Id());

    public RoomId Room() => new(Id());

    public Digest Digest() => Fixed(Mesh.Digest.Size, out ReadOnlySpan<byte> bytes) ? Mesh.Digest.Read(bytes) : default;

    public ReadOnlyMemory<byte> Binary(int bytesMin, int bytesMax)
    {
        ReadOnlySpan<byte> bytes = default;
        Failed = Failed || !_reader.TryReadBinary(out bytes) || bytes.Length < bytesMin || bytes.Length > bytesMax;
        return Failed ? default : _bytes.Slice(_reader.Position - bytes.Length, bytes.Length);
    }

    /// <summary>Nil or bytes; nil becomes empty memory, and empty bytes are refused, so that there is one way to say nothing.</summary>
    public ReadOnlyMemory<byte> OptionalBinary(int bytesMax) => !Failed && _reader.TryReadNil() ? default : Binary(1, bytesMax);

    public string Text(int bytesMax)
    {
        ReadOnlySpan<byte> utf8 = default;
        Failed = Failed || !_reader.TryReadUtf8(out utf8) || utf8.Length > bytesMax;
        return Failed ? "" : Encoding.UTF8.GetString(utf8);
    }

    public PeerId[] Peers(int countMax)
    {
        PeerId[] peers = NewArray<PeerId>(Items(countMax));
        for (int i = 0; i < peers.Length && !Failed; i++)
        {
            peers[i] = Peer();
        }

        return peers;
    }

    public ulong[] Numbers(int countMax)
    {
        ulong[] numbers = NewArray<ulong>(Items(countMax));
        for (int i = 0; i < numbers.Length && !Failed; i++)
        {
            numbers[i] = Number();
        }

        return numbers;
    }

    /// <summary>Marks what was read so far as unfit: for rules that concern more than one field.</summary>
    public void Demand(bool condition) => Failed |= !condition;

    /// <summary>Ends the reading: every field fitted, and nothing follows.</summary>
    public bool End()
    {
        Close(_extra);
        return !Failed && _reader.IsEnd;
    }

    /// <summary>Ends the reading and hands out <paramref name="read"/>, or the default when something did not fit.</summary>
    public bool End<T>(T read, out T value)
        where T : struct
    {
        bool ok = End();
        value = ok ? read : default;
        return ok;
    }

    internal static T[] NewArray<T>(int count) => count == 0 ? [] : new T[count];

    private bool Fixed(int size, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        Failed = Failed || !_reader.TryReadBinary(out bytes) || bytes.Length != size;
        return !Failed;
    }
}
