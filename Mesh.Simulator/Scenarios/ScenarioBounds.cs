using Mesh.Simulator.Workloads;
using Mesh.Simulator.World.Radio;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Simulator.Scenarios;

/// <summary>Bounds that several keys exceed together though each is within its own; such a run would fill the memory before it begins.</summary>
internal static class ScenarioBounds
{
    /// <summary>Most messages of a run, over all workloads that are drawn.</summary>
    public const int MessagesMax = 2_000_000;

    /// <summary>Most nodes of which everybody reaches everybody.</summary>
    public const int MutualNodesMax = 3000;

    /// <summary>How long before the end a workload stops that does not say when.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>What is exceeded: the path of the key, and a sentence.</summary>
    public static IEnumerable<(string Path, string Text)> Exceeded(Scenario scenario)
    {
        if (scenario.Topology is { Kind: TopologyKind.Full } && scenario.Nodes > MutualNodesMax)
        {
            yield return ("nodes", FormattableString.Invariant($"a full graph of {scenario.Nodes} nodes has too many pairs; it has at most {MutualNodesMax} nodes."));
        }

        if (scenario is { Mobility: not null, Radio.Kind: RadioKind.Lan } && Pairs(scenario.Nodes, scenario.Radio.Segments) > Pairs(MutualNodesMax, 1))
        {
            yield return ("nodes", FormattableString.Invariant($"a lan of {scenario.Nodes} nodes in {scenario.Radio.Segments} {(scenario.Radio.Segments == 1 ? "segment" : "segments")} has too many pairs; take more segments, or at most {MutualNodesMax} nodes."));
        }

        double messages = 0;
        for (int i = 0; i < scenario.Workload.Count; i++)
        {
            (string key, double more) = Messages(scenario, scenario.Workload[i]);
            messages += more;
            if (messages > MessagesMax)
            {
                yield return (FormattableString.Invariant($"workload.{i}.{key}"), FormattableString.Invariant($"with this the workloads write {messages:F0} messages; a run takes at most {MessagesMax}."));
                yield break;
            }
        }
    }

    private static double Pairs(int nodes, int segments)
    {
        double each = Math.Ceiling((double)nodes / segments);
        return segments * each * (each - 1) / 2;
    }

    /// <summary>How many messages a workload draws, and by which key; a log brings its own, which its reader bounds.</summary>
    private static (string Key, double Count) Messages(Scenario scenario, WorkloadSpec spec)
    {
        TimeSpan end = spec.Until > TimeSpan.Zero ? spec.Until : scenario.Duration - Settling;
        double seconds = Math.Max(0, (end - spec.From).TotalSeconds);
        double rounds = spec.Every > TimeSpan.Zero ? Math.Ceiling(seconds / spec.Every.TotalSeconds) : 1;
        return spec.Kind switch
        {
            WorkloadKind.Replay => ("file", 0),
            WorkloadKind.Burst => ("count", rounds * spec.Count),
            WorkloadKind.AllAtOnce => ("every", rounds * scenario.Nodes),
            _ => ("rate", seconds * spec.Rate),
        };
    }
}
