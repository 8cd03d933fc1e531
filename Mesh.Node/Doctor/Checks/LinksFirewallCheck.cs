namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether others may dial us: by the firewall's rules where they are seen, and by a connection to our own addresses.</summary>
internal sealed class LinksFirewallCheck : ICheck
{
    public IEnumerable<Finding> Look(Facts facts)
    {
        if (facts.Node.Port is not int port)
        {
            yield break;
        }

        foreach (InterfaceFacts one in facts.Node.Outward)
        {
            OwnPortFacts[] tried = [.. facts.Machine.OwnPort.Where(own => own.Interface == one.Name)];
            BlockedFacts? block = facts.Machine.Firewall.Block("tcp", one.Name);
            bool isShut = tried.Length > 0 && tried.All(own => own.Outcome is OwnPortWords.TimedOut or OwnPortWords.Refused);
            if (block is null && !isShut)
            {
                continue;
            }

            string rule = block is null ? string.Empty : $" ({block.Place})";
            yield return Finding.Warning(
                FindingCode.LinksFirewalled,
                one.Name,
                $"A firewall on this machine keeps out TCP port {port} on {one.Name}{rule}, so nobody can dial this node there; links come up only where the other side is open.",
                block?.Command ?? FirewallCommands.Allow(facts.Machine.Firewall.Tool, "tcp", port, at: null));
        }

        if (facts.Machine.Firewall is { Profile: "public" } && facts.Node.Links.Count == 0)
        {
            yield return Finding.Warning(
                FindingCode.PublicProfile,
                null,
                "Windows takes this network for a public one, and keeps out what comes in.",
                FirewallCommands.Allow("windows", "tcp", port, at: null));
        }
    }
}
