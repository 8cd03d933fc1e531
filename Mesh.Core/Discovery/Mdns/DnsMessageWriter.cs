using System.Buffers.Binary;
using System.Text;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// Encodes one message with name compression, up to a size. What does not fit is refused whole and leaves the message as it was.
/// Compresses names inside PTR, SRV and NSEC content too, as RFC 6762 section 18.14 allows. Not thread-safe.
/// </summary>
internal sealed class DnsMessageWriter
{
    private const int HeaderBytes = 12;
    private const int PointerTargetMax = 0x3FFF;
    private const ushort ClassIn = 1;
    private const ushort TopBit = 0x8000;
    private const int ServiceHeadBytes = 6;

    private readonly byte[] _buffer;
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);
    private readonly ushort[] _counts = new ushort[4];
    private DnsSection _section;
    private int _length = HeaderBytes;
    private bool _full;

    /// <summary>Begins a message of at most <paramref name="bytesMax"/> bytes.</summary>
    public DnsMessageWriter(ushort flags, ushort id = 0, int bytesMax = MdnsLimits.MessageBytesSentMax)
    {
        _buffer = new byte[bytesMax];
        BinaryPrimitives.WriteUInt16BigEndian(_buffer, id);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), flags);
    }

    /// <summary>Adds a question; false when it does not fit.</summary>
    public bool TryAdd(in DnsQuestion question)
    {
        int start = Begin(DnsSection.Question);
        WriteName(question.Name.Wire);
        WriteUInt16((ushort)question.Type);
        WriteUInt16((ushort)(ClassIn | (question.UnicastWanted ? TopBit : 0)));
        return End(start);
    }

    /// <summary>Adds a record; false when it does not fit.</summary>
    /// <param name="section">Never an earlier section than that of the record before.</param>
    /// <param name="record">The record.</param>
    /// <param name="ttlSeconds">A lifetime that replaces the record's own, or null.</param>
    /// <param name="legacy">For a querier that knows no multicast DNS: no cache-flush bit (RFC 6762 section 6.7).</param>
    public bool TryAdd(DnsSection section, DnsRecord record, uint? ttlSeconds = null, bool legacy = false)
    {
        int start = Begin(section);
        WriteName(record.Name.Wire);
        WriteUInt16((ushort)record.Type);
        WriteUInt16((ushort)(ClassIn | (record.CacheFlush && !legacy ? TopBit : 0)));
        uint ttl = ttlSeconds ?? record.TtlSeconds;
        WriteUInt16((ushort)(ttl >> 16));
        WriteUInt16((ushort)ttl);
        int lengthAt = _length;
        WriteUInt16(0);
        WriteContent(record);
        if (!_full)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(lengthAt), (ushort)(_length - lengthAt - 2));
        }

        return End(start);
    }

    /// <summary>Sets flag bits afterwards: whether a message is truncated shows only when it is full.</summary>
    public void AddFlags(ushort flags) => _buffer[2] |= (byte)(flags >> 8);

    /// <summary>The message so far.</summary>
    public byte[] ToArray()
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(4 + (2 * i)), _counts[i]);
        }

        return _buffer[.._length];
    }

    private int Begin(DnsSection section)
    {
        if (section < _section)
        {
            throw new ArgumentOutOfRangeException(nameof(section), section, "Sections are written in their order.");
        }

        _section = section;
        return _length;
    }

    private bool End(int start)
    {
        if (!_full)
        {
            _counts[(int)_section]++;
            return true;
        }

        _full = false;
        _length = start;
        foreach (string suffix in _suffixes.Where(pair => pair.Value >= start).Select(pair => pair.Key).ToArray())
        {
            _suffixes.Remove(suffix);
        }

        return false;
    }

    private void WriteContent(DnsRecord record)
    {
        ReadOnlySpan<byte> content = record.Content;
        int head = record.Type switch
        {
            DnsType.Ptr or DnsType.Nsec => 0,
            DnsType.Srv => ServiceHeadBytes,
            _ => content.Length,
        };
        WriteBytes(content[..head]);
        if (head < content.Length)
        {
            WriteBytes(content[(head + WriteName(content[head..]))..]);
        }
    }

    /// <summary>Writes the uncompressed name that <paramref name="wire"/> begins with and returns how many bytes of it that was.</summary>
    private int WriteName(ReadOnlySpan<byte> wire)
    {
        int end = 0;
        while (wire[end] != 0)
        {
            end += wire[end] + 1;
        }

        for (int i = 0; i < end; i += wire[i] + 1)
        {
            string suffix = Encoding.Latin1.GetString(wire[i..end]);
            if (_suffixes.TryGetValue(suffix, out int target))
            {
                WriteUInt16((ushort)(0xC000 | target));
                return end + 1;
            }

            if (_length <= PointerTargetMax)
            {
                _suffixes[suffix] = _length;
            }

            WriteBytes(wire.Slice(i, wire[i] + 1));
        }

        WriteBytes([0]);
        return end + 1;
    }

    private void WriteUInt16(ushort value) => WriteBytes([(byte)(value >> 8), (byte)value]);

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        _full |= bytes.Length > _buffer.Length - _length;
        if (!_full)
        {
            bytes.CopyTo(_buffer.AsSpan(_length));
            _length += bytes.Length;
        }
    }
}
