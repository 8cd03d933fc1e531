using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Mesh.Discovery.Mdns;

/// <summary>One resource record of class IN (RFC 1035 section 4.1.3). Its content is kept uncompressed, as RFC 6762 section 8.2 compares it. Immutable.</summary>
internal sealed class DnsRecord
{
    private const int ServiceHeadBytes = 6;

    private readonly byte[] _content;

    /// <summary>Creates a record that owns <paramref name="content"/>.</summary>
    public DnsRecord(DnsName name, DnsType type, uint ttlSeconds, byte[] content, bool cacheFlush = false)
    {
        Name = name;
        Type = type;
        TtlSeconds = ttlSeconds;
        CacheFlush = cacheFlush;
        _content = content;
    }

    /// <summary>The owner name.</summary>
    public DnsName Name { get; }

    /// <summary>The type; may be one that has no name here.</summary>
    public DnsType Type { get; }

    /// <summary>How long it may be believed; 0 is a goodbye (RFC 6762 section 10.1).</summary>
    public uint TtlSeconds { get; }

    /// <summary>Whether it replaces what is known under this name and type (RFC 6762 section 10.2).</summary>
    public bool CacheFlush { get; }

    /// <summary>The content with names uncompressed.</summary>
    public ReadOnlySpan<byte> Content => _content;

    /// <summary>A pointer record.</summary>
    public static DnsRecord Pointer(DnsName name, DnsName target, uint ttlSeconds) => new(name, DnsType.Ptr, ttlSeconds, target.Wire.ToArray());

    /// <summary>A service record with priority and weight 0 (RFC 2782).</summary>
    public static DnsRecord Service(DnsName name, DnsName host, int port, uint ttlSeconds)
    {
        byte[] content = new byte[ServiceHeadBytes + host.Wire.Length];
        BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(4), checked((ushort)port));
        host.Wire.CopyTo(content.AsSpan(ServiceHeadBytes));
        return new(name, DnsType.Srv, ttlSeconds, content, cacheFlush: true);
    }

    /// <summary>An A or AAAA record, by the address's family.</summary>
    public static DnsRecord Address(DnsName name, IPAddress address, uint ttlSeconds) =>
        new(name, address.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa, ttlSeconds, address.GetAddressBytes(), cacheFlush: true);

    /// <summary>Says that <paramref name="name"/> has <paramref name="types"/> and no others (RFC 6762 section 6.1; types below 256).</summary>
    public static DnsRecord OnlyTypes(DnsName name, ReadOnlySpan<DnsType> types, uint ttlSeconds)
    {
        Span<byte> bitmap = stackalloc byte[32];
        int length = 0;
        foreach (DnsType type in types)
        {
            int bit = (int)type;
            bitmap[bit >> 3] |= (byte)(0x80 >> (bit & 7));
            length = Math.Max(length, (bit >> 3) + 1);
        }

        return new(name, DnsType.Nsec, ttlSeconds, [.. name.Wire, 0, (byte)length, .. bitmap[..length]], cacheFlush: true);
    }

    /// <summary>The target of a pointer record.</summary>
    public bool TryGetPointer([NotNullWhen(true)] out DnsName? target)
    {
        target = null;
        int offset = 0;
        return Type == DnsType.Ptr && DnsName.TryRead(_content, ref offset, out target) && offset == _content.Length;
    }

    /// <summary>The host and the port of a service record.</summary>
    public bool TryGetService([NotNullWhen(true)] out DnsName? host, out int port)
    {
        host = null;
        port = 0;
        if (Type != DnsType.Srv || _content.Length <= ServiceHeadBytes)
        {
            return false;
        }

        int offset = ServiceHeadBytes;
        port = BinaryPrimitives.ReadUInt16BigEndian(_content.AsSpan(4));
        return DnsName.TryRead(_content, ref offset, out host) && offset == _content.Length;
    }

    /// <summary>The address of an A or AAAA record, without a scope.</summary>
    public bool TryGetAddress([NotNullWhen(true)] out IPAddress? address)
    {
        address = (Type, _content.Length) is (DnsType.A, 4) or (DnsType.Aaaa, 16) ? new IPAddress(_content) : null;
        return address is not null;
    }

    /// <summary>Whether both say the same, whatever their lifetimes.</summary>
    public bool SaysTheSameAs(DnsRecord other) => Type == other.Type && Name.Equals(other.Name) && Content.SequenceEqual(other.Content);
}
