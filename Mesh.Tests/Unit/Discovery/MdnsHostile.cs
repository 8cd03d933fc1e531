using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>Composes announcements that no node of ours would send.</summary>
internal static class MdnsHostile
{
    public static byte[] Announcement(int number, params IPAddress[] addresses) => Announcement(number, $"stranger {number}", 120, addresses);

    public static byte[] Announcement(int number, string instance, uint ttl, params IPAddress[] addresses)
    {
        DnsName name = OwnService.Type.Below(instance);
        DnsName host = DnsName.Of($"host-{number}", "local");
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        writer.TryAdd(DnsSection.Answer, DnsRecord.Pointer(OwnService.Type, name, ttl));
        writer.TryAdd(DnsSection.Additional, DnsRecord.Service(name, host, 6000 + (number % 1000), ttl));
        byte[] text = ServiceText.Encode(new PeerAnnouncement(MdnsLan.Id(number), instance, 1, "00112233aabbccdd", 1, 1));
        writer.TryAdd(DnsSection.Additional, new DnsRecord(name, DnsType.Txt, ttl, text, cacheFlush: true));
        foreach (IPAddress address in addresses)
        {
            writer.TryAdd(DnsSection.Additional, DnsRecord.Address(host, address, ttl));
        }

        return writer.ToArray();
    }
}
