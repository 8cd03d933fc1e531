using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Mesh.Discovery.Mdns;

/// <summary>Decodes a message from a datagram. Whatever the bytes are it returns, and takes time and memory in proportion to their number.</summary>
internal ref struct DnsMessageReader
{
    private const int HeaderBytes = 12;
    private const ushort ClassIn = 1;
    private const ushort ClassAny = 255;
    private const ushort TopBit = 0x8000;
    private const int ServiceHeadBytes = 6;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _offset;

    private DnsMessageReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _offset = HeaderBytes;
    }

    /// <summary>Decodes <paramref name="bytes"/>.</summary>
    /// <returns>False when they are no message, or hold more than <see cref="MdnsLimits.MessageRecordsMax"/> entries. Bytes after the last record are ignored, as other responders do.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (bytes.Length is < HeaderBytes or > MdnsLimits.MessageBytesMax)
        {
            return false;
        }

        int questions = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        int answers = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        int authorities = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
        int additionals = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
        if (questions + answers + authorities + additionals > MdnsLimits.MessageRecordsMax)
        {
            return false;
        }

        var reader = new DnsMessageReader(bytes);
        if (!reader.TryReadQuestions(questions, out List<DnsQuestion> asked)
            || !reader.TryReadRecords(answers, out List<DnsRecord> answered)
            || !reader.TryReadRecords(authorities, out List<DnsRecord> claimed)
            || !reader.TryReadRecords(additionals, out List<DnsRecord> added))
        {
            return false;
        }

        message = new DnsMessage(
            BinaryPrimitives.ReadUInt16BigEndian(bytes),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            asked,
            answered,
            claimed,
            added);
        return true;
    }

    private bool TryReadQuestions(int count, out List<DnsQuestion> questions)
    {
        questions = [];
        for (int i = 0; i < count; i++)
        {
            if (!DnsName.TryRead(_bytes, ref _offset, out DnsName? name) || !TryTake(4, out ReadOnlySpan<byte> head))
            {
                return false;
            }

            ushort category = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if ((category & ~TopBit) is ClassIn or ClassAny)
            {
                questions.Add(new DnsQuestion(name, (DnsType)BinaryPrimitives.ReadUInt16BigEndian(head), (category & TopBit) != 0));
            }
        }

        return true;
    }

    private bool TryReadRecords(int count, out List<DnsRecord> records)
    {
        records = [];
        for (int i = 0; i < count; i++)
        {
            if (!DnsName.TryRead(_bytes, ref _offset, out DnsName? name) || !TryTake(10, out ReadOnlySpan<byte> head))
            {
                return false;
            }

            int start = _offset;
            if (!TryTake(BinaryPrimitives.ReadUInt16BigEndian(head[8..]), out _))
            {
                return false;
            }

            var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(head);
            ushort category = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);

            // A record whose content is broken is left out; its length still says where the next one begins.
            if ((category & ~TopBit) == ClassIn && TryExpand(type, start, _offset, out byte[]? content))
            {
                uint ttl = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
                records.Add(new DnsRecord(name, type, ttl, content, (category & TopBit) != 0));
            }
        }

        return true;
    }

    private readonly bool TryExpand(DnsType type, int start, int end, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        int head = type switch
        {
            DnsType.Ptr or DnsType.Nsec => 0,
            DnsType.Srv => ServiceHeadBytes,
            _ => -1,
        };
        if (head < 0)
        {
            content = _bytes[start..end].ToArray();
            return true;
        }

        int offset = start + head;
        if (offset >= end || !DnsName.TryRead(_bytes, ref offset, out DnsName? name) || offset > end || (type != DnsType.Nsec && offset != end))
        {
            return false;
        }

        content = [.. _bytes.Slice(start, head), .. name.Wire, .. _bytes[offset..end]];
        return true;
    }

    private bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (_bytes.Length - _offset < count)
        {
            return false;
        }

        taken = _bytes.Slice(_offset, count);
        _offset += count;
        return true;
    }
}
