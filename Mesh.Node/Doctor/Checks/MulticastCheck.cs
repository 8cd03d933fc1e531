using Mesh.Node.Processes;

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
        FamilyFacts[] silent = [.. one.Families.Where(family => !family.PortHeld && IsSilent(family, device))];
        bool isWhole = silent.Length > 0 && one.Families.All(family => IsSilent(family, device) || Returns(family, device) != true);
        if (silent.Length == 0)
        {
            return null;
        }

        if (device?.Multicast == false)
        {
            return NoLoop(one, isWhole, $"{one.Name} is set to carry no multicast, so nobody is found on it.", $"sudo ip link set {ShellWord.Of(one.Name)} multicast on");
        }

        bool passesElsewhere = silent.Any(family => device?.Echo(family.IPv6)?.OnFreePort == true);
        bool isMuted = silent.Any(family => IsMuted(family, device));
        BlockedFacts? block = facts.Machine.Firewall.Block("udp", one.Name, isMuted);
        if (block is not null || passesElsewhere)
        {
            string families = isWhole ? string.Empty : $" over {silent[0].Name}";
            string rule = block is null ? string.Empty : $" ({block.Place})";
            string command = block?.Command ?? FirewallCommands.Allow(facts.Machine.Firewall.Tool, "udp", MdnsPort, at: null, isMuted);
            string sentence = isMuted
                ? $"A firewall on this machine lets nothing out to UDP port {MdnsPort} on {one.Name}{families}{rule}."
                : $"A firewall on this machine keeps out UDP port {MdnsPort} on {one.Name}{families}{rule}.";
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
                $"sudo ip link set {ShellWord.Of(vpn)} down");
        }

        bool hearsOthers = one.Families.Any(family => family.Heard.Count > 0);
        return NoLoop(
            one,
            isProblem: !hearsOthers,
            $"Our own multicast does not come back on {one.Name}, on whatever port: its driver or a filter swallows it{(hearsOthers ? ", though others are heard" : string.Empty)}.",
            $"ip -s maddress show dev {ShellWord.Of(one.Name)}");
    }

    private static bool IsSilent(FamilyFacts family, DeviceFacts? device) => IsMuted(family, device) || Returns(family, device) == false;

    /// <summary>Whether nothing leaves for the port of multicast DNS, though something does for another.</summary>
    private static bool IsMuted(FamilyFacts family, DeviceFacts? device) =>
        device?.Echo(family.IPv6) is { OnMdnsPort: null, OnFreePort: true } && (family.Fault is not null || family.Returned != true);

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
