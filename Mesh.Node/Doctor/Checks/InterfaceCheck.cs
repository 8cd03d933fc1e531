using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether there is an interface over which anybody could be met. Interfaces that are down beside one that works are nobody's fault.</summary>
internal sealed class InterfaceCheck : ICheck
{
    private const string ShowInterfaces = "ip -br addr";
    private const string MakeNetwork = "mesh wifi";
    private static readonly string[] Foreign = ["docker", "veth", "br-", "virbr", "awdl", "llw"];

    public IEnumerable<Finding> Look(Facts facts)
    {
        NodeFacts node = facts.Node;
        if (!node.Mdns)
        {
            return node.Links.Count > 0
                ? []
                : [Finding.Problem(FindingCode.DiscoveryOff, null, "Discovery is switched off, and no given peer is linked.", "Leave out --no-mdns, or give an address with --peer.")];
        }

        Finding[] missing = [.. node.Interfaces.Where(one => one.Index == 0).Select(one =>
            Finding.Problem(FindingCode.NoSuchInterface, one.Name, one.Fault ?? $"There is no interface '{one.Name}'.", Shown(facts)))];
        if (node.Outward.Any())
        {
            return missing;
        }

        bool isLinux = facts.Machine.System == "linux";
        InterfaceFacts[] candidates = [.. node.Interfaces.Where(one => one.Index != 0 && !one.Loopback && IsOwn(one, facts))];
        if (candidates.Length > 0 || missing.Length > 0)
        {
            return missing.Concat(candidates.Select(one => Unusable(one, facts)));
        }

        return [Finding.Problem(FindingCode.NoInterface, null, "This machine has no network interface but loopback; plug in a cable, switch the radio on, or make a network.", isLinux ? MakeNetwork : Shown(facts))];
    }

    private static bool IsOwn(InterfaceFacts one, Facts facts) =>
        facts.Node.AskedInterfaces.Count > 0
            ? facts.Node.AskedInterfaces.Contains(one.Name)
            : !Foreign.Any(beginning => one.Name.StartsWith(beginning, StringComparison.Ordinal)) && facts.Machine.Device(one.Name)?.Tunnel != true;

    private static Finding Unusable(InterfaceFacts one, Facts facts)
    {
        DeviceFacts? device = facts.Machine.Device(one.Name);
        bool isLinux = facts.Machine.System == "linux";
        if (one.Up)
        {
            return Finding.Problem(
                FindingCode.NoAddress,
                one.Name,
                $"{one.Name} is up, but has no address that can be used; it needs an IPv6 link-local or an IPv4 address.",
                isLinux ? IPv6Check.SwitchOn(one.Name) : Shown(facts));
        }

        return device?.On == false
            ? Finding.Problem(FindingCode.InterfaceDown, one.Name, $"{one.Name} is switched off.", $"sudo ip link set {ShellWord.Of(one.Name)} up")
            : Finding.Problem(
                FindingCode.InterfaceDown,
                one.Name,
                device?.Wireless == true ? $"{one.Name} is on, but has joined no network." : $"{one.Name} has no carrier; plug the cable in, or join a network.",
                device?.Wireless == true && isLinux ? MakeNetwork : Shown(facts));
    }

    private static string Shown(Facts facts) => facts.Machine.System switch
    {
        "windows" => "ipconfig",
        "macos" => "ifconfig",
        _ => ShowInterfaces,
    };
}
