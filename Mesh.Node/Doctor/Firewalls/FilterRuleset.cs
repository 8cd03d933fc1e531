namespace Mesh.Node.Doctor.Firewalls;

/// <summary>The rules of a packet filter, asked what surely becomes of a packet. A rule that is not understood never makes it say "dropped".</summary>
internal sealed class FilterRuleset
{
    private const int DepthMax = 16;

    private readonly Dictionary<(string Table, string Name), FilterChain> _chains = [];

    public void Add(FilterChain chain) => _chains[(chain.Table, chain.Name)] = chain;

    public FilterChain? Find(string table, string name) => _chains.GetValueOrDefault((table, name));

    /// <summary>The chain that surely drops the packet, or null.</summary>
    public FilterChain? Dropper(FilterPacket packet) => _chains.Values
        .Where(chain => chain.Hook == packet.Hook && chain.Concerns(packet.IPv6))
        .FirstOrDefault(chain => Judge(chain, packet, depth: 0) switch
        {
            FilterAct.Drop => true,
            FilterAct.None or FilterAct.Return => chain.DropsRest,
            _ => false,
        });

    private FilterAct Judge(FilterChain chain, FilterPacket packet, int depth)
    {
        foreach (FilterRule rule in chain.Rules)
        {
            FilterTruth truth = rule.Matches(packet);
            FilterAct act = truth == FilterTruth.No ? FilterAct.None : rule.Act;
            if (act == FilterAct.Jump)
            {
                FilterChain? target = depth < DepthMax && rule.Target is { } name ? Find(chain.Table, name) : null;
                FilterAct there = target is null ? FilterAct.Unknown : Judge(target, packet, depth + 1);
                act = there == FilterAct.Return ? FilterAct.None : there;
            }

            // A rule that may match and drop decides nothing: what comes behind it may drop surely, or let through.
            if (truth == FilterTruth.Maybe)
            {
                act = act is FilterAct.Accept or FilterAct.Return or FilterAct.Unknown ? FilterAct.Unknown : FilterAct.None;
            }

            if (act != FilterAct.None)
            {
                return act;
            }
        }

        return FilterAct.None;
    }
}
