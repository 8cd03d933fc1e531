using System.Globalization;

namespace Mesh.Node.Doctor.Probes;

/// <summary>Finds out by /proc which programs have a socket on UDP port 5353.</summary>
internal static class HolderProbe
{
    /// <summary>5353 in the hexadecimal of /proc.</summary>
    private const string PortEnding = ":14E9";

    private const int ProcessesMax = 8_192;
    private const int AddressField = 1;
    private const int InodeField = 9;

    /// <summary>One for each socket; the program is told where this process may see it.</summary>
    public static IReadOnlyList<HolderFacts> Look(IMachine machine)
    {
        Dictionary<string, bool> inodes = [];
        foreach ((string file, bool ipv6) in new[] { ("udp", false), ("udp6", true) })
        {
            foreach (string[] fields in (machine.Read($"/proc/self/net/{file}") ?? string.Empty).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                if (fields.Length > InodeField && fields[AddressField].EndsWith(PortEnding, StringComparison.Ordinal))
                {
                    inodes[fields[InodeField]] = ipv6;
                }
            }
        }

        return [.. Owned(machine, inodes)];
    }

    private static IEnumerable<HolderFacts> Owned(IMachine machine, Dictionary<string, bool> inodes)
    {
        if (inodes.Count == 0)
        {
            yield break;
        }

        foreach (int process in machine.List("/proc").Select(ProcessOf).OfType<int>().Where(process => process != Environment.ProcessId).Take(ProcessesMax))
        {
            foreach (string descriptor in machine.List($"/proc/{process}/fd"))
            {
                string? target = machine.Target($"/proc/{process}/fd/{descriptor}");
                if (target is not null && target.StartsWith("socket:[", StringComparison.Ordinal) && inodes.Remove(target["socket:[".Length..^1], out bool ipv6))
                {
                    yield return new HolderFacts(ipv6, process, machine.Read($"/proc/{process}/comm")?.Trim());
                }
            }
        }

        foreach (bool ipv6 in inodes.Values)
        {
            yield return new HolderFacts(ipv6, null, null);
        }
    }

    private static int? ProcessOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? process : null;
}
