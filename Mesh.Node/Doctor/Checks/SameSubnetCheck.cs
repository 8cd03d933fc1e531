using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Doctor.Checks;

/// <summary>
/// Whether two interfaces are in one IPv4 subnet: programs that do not name the interface then reach the neighbours of the first only.
/// Cable and radio of one router are left alone, since both lead to the same machines.
/// </summary>
internal sealed class SameSubnetCheck : ICheck
{
    public IEnumerable<Finding> Look(Facts facts)
    {
        var bySubnet =
            from one in facts.Node.Outward
            where !one.Gateway
            from subnet in one.Addresses.Select(SubnetOf).OfType<string>().Distinct()
            group one.Name by subnet;
        foreach (IGrouping<string, string> group in bySubnet.Where(group => group.Distinct().Count() > 1))
        {
            string[] names = [.. group.Distinct()];
            yield return Finding.Warning(
                FindingCode.SameSubnet,
                names[0],
                $"{string.Join(" and ", names)} are both in {group.Key}, so over IPv4 most programs reach only the neighbours of {names[0]}; Mesh takes IPv6 first.",
                $"ip -4 route show {group.Key}");
        }
    }

    private static string? SubnetOf(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2
            || !IPAddress.TryParse(parts[0], out IPAddress? address)
            || address.AddressFamily != AddressFamily.InterNetwork
            || !int.TryParse(parts[1], out int bits)
            || bits is < 1 or > 31)
        {
            return null;
        }

        byte[] bytes = address.GetAddressBytes();
        for (int bit = bits; bit < 32; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{bits}";
    }
}
