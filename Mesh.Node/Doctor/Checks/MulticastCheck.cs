namespace Mesh.Node.Doctor.Checks;

/// <summary>
/// Whether our own multicast comes back. Where it does not, what comes back on another port tells a firewall, which cares for ports,
/// from an interface that carries no multicast.
/// </summary>
internal sealed class MulticastCheck : ICheck
{
    private const int MdnsPort = 5353;

    public IEnumerable<Finding> Look(Facts facts) => facts.Node.Outward.Select(one => Look(one, facts)).OfType<Finding>();

    private static Finding? Look(InterfaceFacts one, Facts facts)
    {
        DeviceFacts? device = facts.Machine.Device(one.Name);
        FamilyFacts[] silent = [.. one.Families.Where(family => !family.PortHeld && Returns(family, device) == false)];
        bool isWhole = silent.Length > 0 && one.Families.All(family => Returns(family, device) != true);
        if (silent.Length == 0)
        {
            return null;
        }

        if (device?.Multicast == false)
        {
            return NoLoop(one, isWhole, $"{one.Name} is set to carry no multicast, so nobody is found on it.", $"sudo ip link set {one.Name} multicast on");
        }

        bool passesElsewhere = silent.Any(family => device?.Echo(family.IPv6)?.OnFreePort == true);
        BlockedFacts? block = facts.Machine.Firewall.Block("udp", one.Name);
        if (block is not null || passesElsewhere)
        {
            string families = isWhole ? string.Empty : $" over {silent[0].Name}";
            string rule = block is null ? string.Empty : $" ({block.Place})";
            string command = block?.Command ?? FirewallCommands.Allow(facts.Machine.Firewall.Tool, "udp", MdnsPort, at: null);
            string sentence = $"A firewall on this machine keeps out UDP port {MdnsPort} on {one.Name}{families}{rule}.";
            return isWhole ? Finding.Problem(FindingCode.MdnsFirewalled, one.Name, sentence, command) : Finding.Warning(FindingCode.MdnsFirewalled, one.Name, sentence, command);
        }

        // One family that works is enough, and nothing sure is known of the other.
        if (!isWhole)
        {
            return null;
        }

        if (VpnOf(one, facts) is { } vpn)
        {
            return Finding.Problem(
                FindingCode.VpnCaptures,
                one.Name,
                $"Multicast does not come back on {one.Name} while {vpn} is up; a VPN or virtual switch captures it.",
                $"sudo ip link set {vpn} down");
        }

        bool hearsOthers = one.Families.Any(family => family.Heard.Count > 0);
        return NoLoop(
            one,
            isProblem: !hearsOthers,
            $"Our own multicast does not come back on {one.Name}, on whatever port: its driver or a filter swallows it{(hearsOthers ? ", though others are heard" : string.Empty)}.",
            $"ip -s maddress show dev {one.Name}");
    }

    /// <summary>A fresh look counts; what the node saw at its last message may be ten seconds old, or come of a moment in which the machine stood still.</summary>
    private static bool? Returns(FamilyFacts family, DeviceFacts? device) => device?.Echo(family.IPv6)?.OnMdnsPort ?? family.Returned;

    private static Finding NoLoop(InterfaceFacts one, bool isProblem, string sentence, string command) => isProblem
        ? Finding.Problem(FindingCode.NoMulticastLoop, one.Name, sentence, command)
        : Finding.Warning(FindingCode.NoMulticastLoop, one.Name, sentence, command);

    private static string? VpnOf(InterfaceFacts one, Facts facts)
    {
        string? route = facts.Machine.Device(facts.Machine.MulticastRoute) is { Tunnel: true } routed ? routed.Name : null;
        return route == one.Name ? null : route;
    }
}
