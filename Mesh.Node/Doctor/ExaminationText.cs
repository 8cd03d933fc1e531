using System.Globalization;
using Mesh.Node.Chat;

namespace Mesh.Node.Doctor;

/// <summary>An examination as lines for people. What came from peers is harmless to a terminal.</summary>
internal static class ExaminationText
{
    /// <summary>One line when nothing is wrong, else two for each finding.</summary>
    public static IReadOnlyList<string> Findings(Examination examination) => examination.IsHealthy
        ? [Healthy(examination.Facts.Node)]
        : [.. examination.Findings.SelectMany(finding => new[]
        {
            $"{(finding.Severity == FindingSeverity.Problem ? "problem" : "warning")} {finding.Code}: {Printable.Line(finding.Sentence)}",
            $"    {Printable.Line(finding.Command)}",
        })];

    /// <summary>What was looked at, a few lines for each interface.</summary>
    public static IReadOnlyList<string> Facts(Facts facts)
    {
        NodeFacts node = facts.Node;
        List<string> lines =
        [
            $"node: {Printable.Name(node.Name)} in network '{Printable.Name(node.Network)}'{(node.IsClosed ? ", closed" : string.Empty)}, {(node.IsRunning ? "running" : "started to look")}, links at {(node.Listen.Count > 0 ? string.Join(", ", node.Listen) : "no port")}",
        ];
        lines.AddRange(node.Interfaces.SelectMany(one => Lines(one, facts.Machine)));
        lines.AddRange(node.Links.Select(link => $"link: {Printable.Name(link.Name)} at {link.Address}{On(link.Interface)}{(link.RoundTripMs is double time ? $", {Number(time)} ms" : string.Empty)}"));
        lines.AddRange(node.Dials.Select(dial => $"not reached: {Printable.Name(dial.Who)}{On(dial.Interface)} at {string.Join(", ", dial.Addresses)}: {dial.Outcome}"));
        lines.AddRange(node.Strangers.Select(stranger => $"stranger: {Printable.Name(stranger.Who)}{On(stranger.Interface)}: {(stranger.OtherNetwork ? "another network" : "another revision")}"));
        lines.AddRange(node.Clocks.Select(clock => $"clock: {Printable.Name(clock.Name)} {Math.Round(clock.LeadSeconds, 1).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)} s"));
        FirewallFacts firewall = facts.Machine.Firewall;
        lines.Add($"firewall: {firewall.Tool ?? "none known"}{(firewall.Readable ? ", rules read" : ", rules not visible to this user")}{(firewall.Profile is { } profile ? $", {profile} network" : string.Empty)}");
        if (facts.Machine.Disk is { } disk)
        {
            lines.Add($"disk: {disk.FreeBytes >> 20} of {disk.TotalBytes >> 20} MiB free for {disk.Folder}");
        }

        return lines;
    }

    private static string Healthy(NodeFacts node)
    {
        string[] names = [.. node.Outward.Select(one => one.Name)];
        string work = $"{string.Join(" and ", names)} work{(names.Length == 1 ? "s" : string.Empty)}";

        // Without multicast DNS no interface is looked at.
        string linked = names.Length == 0 ? string.Empty : $"{work}, and ";
        bool hearsNodes = node.Outward.Any(one => one.Families.Any(family => family.Heard.Any(heard => heard.Peer is not null)));
        return (node.Links.Count, hearsNodes) switch
        {
            (1, _) => $"Nothing is wrong: {linked}1 neighbour is linked.",
            ( > 1, _) => $"Nothing is wrong: {linked}{node.Links.Count} neighbours are linked.",
            (_, true) => $"Nothing is wrong that shows yet: {work}, and nodes are heard, but no link has come up; ask again in a few seconds.",
            _ => $"Nothing is wrong here: {work}, but no other node is heard; start one on another machine in the same network.",
        };
    }

    private static IEnumerable<string> Lines(InterfaceFacts one, MachineFacts machine)
    {
        DeviceFacts? device = machine.Device(one.Name);
        string kind = (device?.Tunnel, device?.Wireless) switch
        {
            (true, _) => ", tunnel",
            (_, true) => device!.PowerSave == true ? ", radio, sleeps" : ", radio",
            _ => string.Empty,
        };
        yield return $"{Printable.Name(one.Name)}: {(one.Up ? "up" : "down")}{(one.Used ? string.Empty : ", not used")}{kind}{(one.Addresses.Count > 0 ? $", {string.Join(", ", one.Addresses)}" : string.Empty)}";
        foreach (FamilyFacts family in one.Families)
        {
            string echo = family.PortHeld ? "port 5353 held by another program" : family.Returned switch
            {
                true => "own multicast comes back",
                false => "own multicast does not come back",
                _ => family.Fault is null ? "not decided" : Printable.Line(family.Fault),
            };
            string heard = family.Heard.Count == 0 ? "nobody else heard" : string.Join(", ", family.Heard.Select(from =>
                $"{from.Address}{(from.Node is { } node ? $" ({Printable.Name(node)})" : string.Empty)} {Number(from.SecondsAgo)} s ago"));
            string fresh = device?.Echo(family.IPv6) is { } sent ? $" (sent anew: on 5353 {Back(sent.OnMdnsPort)}, on another port {Back(sent.OnFreePort)})" : string.Empty;
            yield return $"    {family.Name}: {echo}{fresh}; {heard}";
        }

        foreach (OwnPortFacts own in machine.OwnPort.Where(own => own.Interface == one.Name))
        {
            yield return $"    port: {own.Address} {own.Outcome}";
        }
    }

    private static string Back(bool? returned) => returned switch
    {
        true => "back",
        false => "lost",
        _ => "not sent",
    };

    private static string On(string? name) => name is null ? string.Empty : $" on {Printable.Name(name)}";

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
