using System.Globalization;

namespace Mesh.Node.Doctor.Firewalls;

/// <summary>Understands what "iptables -S" and "ip6tables -S" print, as far as ports, interfaces and connection states go.</summary>
internal static class IptablesReader
{
    private static readonly string[] Silent = ["LOG", "NFLOG", "MARK", "CONNMARK"];

    /// <summary>Adds the rules of one family.</summary>
    public static void Read(string rules, bool ipv6, FilterRuleset ruleset)
    {
        string table = ipv6 ? "ip6tables filter" : "iptables filter";
        foreach (string[] words in rules.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is ["-P", { } policed, { } policy])
            {
                ruleset.Add(new FilterChain(table, policed, Hook(policed), policy == "DROP", family => family == ipv6));
            }
            else if (words is ["-N", { } made])
            {
                ruleset.Add(new FilterChain(table, made, null, false, family => family == ipv6));
            }
            else if (words.Length > 2 && words[0] == "-A" && ruleset.Find(table, words[1]) is { } chain)
            {
                chain.Rules.Add(Understand(words.AsSpan(2)));
            }
        }
    }

    private static FilterRule Understand(ReadOnlySpan<string> words)
    {
        List<Func<FilterPacket, bool>> matches = [];
        bool isSure = true;
        string target = string.Empty;
        for (int at = 0; at < words.Length; at++)
        {
            string value = at + 1 < words.Length ? words[at + 1] : string.Empty;
            switch (words[at])
            {
                case "-j" or "-g":
                    target = value;
                    at = words.Length;
                    continue;
                case "-p":
                    matches.Add(packet => packet.Protocol == value);
                    break;
                case "-i" or "-o":
                    FilterHook hook = words[at] == "-i" ? FilterHook.Input : FilterHook.Output;
                    matches.Add(packet => packet.Hook == hook && IsName(value, packet.Interface));
                    break;
                case "--dport" or "--dports":
                    matches.Add(packet => value.Split(',').Any(part => IsPort(part, packet.Port)));
                    break;
                case "--ctstate" or "--state":
                    matches.Add(_ => value.Split(',').Contains("NEW"));
                    break;
                case "-m" or "--comment" or "--icmp-type":
                    break;
                default:
                    isSure = false;
                    break;
            }

            at++;
        }

        FilterAct act = Act(target);
        return new FilterRule(
            packet => !matches.TrueForAll(match => match(packet)) ? FilterTruth.No : isSure ? FilterTruth.Yes : FilterTruth.Maybe,
            act,
            act == FilterAct.Jump ? target : null);
    }

    private static FilterAct Act(string target) => target switch
    {
        "ACCEPT" => FilterAct.Accept,
        "DROP" or "REJECT" => FilterAct.Drop,
        "RETURN" => FilterAct.Return,
        _ when Silent.Contains(target) || target.Length == 0 => FilterAct.None,
        _ => FilterAct.Jump,
    };

    private static FilterHook? Hook(string chain) => chain switch
    {
        "INPUT" => FilterHook.Input,
        "OUTPUT" => FilterHook.Output,
        _ => null,
    };

    private static bool IsName(string value, string name) => value.EndsWith('+') ? name.StartsWith(value[..^1], StringComparison.Ordinal) : name == value;

    private static bool IsPort(string part, int port)
    {
        string[] ends = part.Split(':');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int to)
            && from <= port
            && port <= to;
    }
}
