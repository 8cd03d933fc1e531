namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether UDP port 5353 can be shared with whoever else uses it.</summary>
internal sealed class PortSharingCheck : ICheck
{
    public IEnumerable<Finding> Look(Facts facts)
    {
        FamilyFacts[] held = [.. facts.Node.Interfaces.SelectMany(one => one.Families).Where(family => family.PortHeld)];
        if (held.Length == 0)
        {
            return [];
        }

        HolderFacts? holder = facts.Machine.Holders.FirstOrDefault(one => one.Process is not null && held.Any(family => family.IPv6 == one.IPv6));
        string by = holder is null ? "another program" : $"'{holder.Program ?? "?"}' (process {holder.Process})";
        string families = string.Join(" and ", held.Select(family => family.Name).Distinct().Order());
        string command = (holder, facts.Machine.System) switch
        {
            ({ Process: int process }, _) => $"sudo kill {process}",
            (_, "windows") => "Get-NetUDPEndpoint -LocalPort 5353 | Select-Object OwningProcess",
            (_, "macos") => "sudo lsof -nP -iUDP:5353",
            _ => "sudo ss -ulpn 'sport = :5353'",
        };
        return [Finding.Problem(
            FindingCode.PortHeld,
            null,
            $"UDP port 5353 is held over {families} by {by} without sharing it, so nobody is found that way.",
            command)];
    }
}
