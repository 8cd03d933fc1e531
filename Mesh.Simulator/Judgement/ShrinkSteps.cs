using Mesh.Simulator.Faults;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Topologies;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Judgement;

/// <summary>The scenarios that are one step smaller than another, the greatest steps first. Some of them may make no sense; whoever takes them checks.</summary>
internal static class ShrinkSteps
{
    private const int NodesMin = 2;
    private static readonly TimeSpan DurationMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    /// <summary>The smaller scenarios.</summary>
    public static IEnumerable<Scenario> Of(Scenario scenario) =>
    [
        .. FewerFaults(scenario),
        .. FewerWorkloads(scenario),
        .. Shorter(scenario),
        .. FewerNodes(scenario),
        .. FewerMessages(scenario),
        .. Simpler(scenario),
        .. SmallerFaults(scenario),
    ];

    private static IEnumerable<Scenario> FewerFaults(Scenario scenario) => Fewer(scenario.Faults).Select(faults => scenario with { Faults = faults });

    private static IEnumerable<Scenario> FewerWorkloads(Scenario scenario) =>
        Fewer(scenario.Workload).Where(workload => workload.Count > 0).Select(workload => scenario with { Workload = workload });

    /// <summary>None, either half, all but one (Zeller and Hildebrandt 2002, with the complements of single elements last).</summary>
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> all)
    {
        if (all.Count == 0)
        {
            yield break;
        }

        yield return [];
        if (all.Count > 2)
        {
            yield return [.. all.Take(all.Count / 2)];
            yield return [.. all.Skip(all.Count / 2)];
        }

        for (int i = 0; i < all.Count && all.Count > 1; i++)
        {
            yield return [.. all.Where((_, place) => place != i)];
        }
    }

    private static IEnumerable<Scenario> Shorter(Scenario scenario)
    {
        foreach (double share in new[] { 0.25, 0.5, 0.75, 0.9 })
        {
            TimeSpan duration = Rounded(scenario.Duration * share);
            if (duration >= DurationMin && duration < scenario.Duration)
            {
                yield return Cut(scenario, duration);
            }
        }

        if (scenario.Settle > TimeSpan.Zero)
        {
            yield return scenario with { Settle = TimeSpan.Zero };
        }
    }

    /// <summary>What would begin behind the new end falls away, what would last beyond it ends there.</summary>
    private static Scenario Cut(Scenario scenario, TimeSpan duration) => scenario with
    {
        Duration = duration,
        Workload = [.. scenario.Workload.Where(work => work.From < duration).Select(work => work with { Until = work.Until > duration ? duration : work.Until })],
        Faults = [.. scenario.Faults.Where(fault => fault.At < duration)],
    };

    private static IEnumerable<Scenario> FewerNodes(Scenario scenario)
    {
        foreach (int nodes in new[] { scenario.Nodes / 4, scenario.Nodes / 2, scenario.Nodes * 3 / 4, scenario.Nodes - 1 }.Distinct())
        {
            if (nodes >= NodesMin && nodes < scenario.Nodes)
            {
                yield return scenario with { Nodes = nodes, Topology = scenario.Topology is { } topology && topology.Degree >= nodes ? topology with { Degree = nodes - 1 } : scenario.Topology };
            }
        }
    }

    private static IEnumerable<Scenario> FewerMessages(Scenario scenario)
    {
        for (int i = 0; i < scenario.Workload.Count; i++)
        {
            foreach (WorkloadSpec less in Less(scenario.Workload[i], scenario.Duration))
            {
                int changed = i;
                yield return scenario with { Workload = [.. scenario.Workload.Select((work, place) => place == changed ? less : work)] };
            }
        }
    }

    private static IEnumerable<WorkloadSpec> Less(WorkloadSpec work, TimeSpan duration)
    {
        TimeSpan until = work.Until > TimeSpan.Zero ? work.Until : duration;
        foreach (double share in new[] { 0.1, 0.5, 0.75 })
        {
            TimeSpan earlier = Rounded(work.From + ((until - work.From) * share));
            if (earlier < until && earlier > work.From)
            {
                yield return work with { Until = earlier };
            }
        }

        if (work.Kind is WorkloadKind.Random or WorkloadKind.OneSender && work.Rate > 0.5)
        {
            yield return work with { Rate = work.Rate / 2 };
        }

        if (work.Kind == WorkloadKind.Burst && work.Count > 1)
        {
            yield return work with { Count = work.Count / 2 };
        }

        if (work.Size.Max > work.Size.Min)
        {
            yield return work with { Size = new Bounds(work.Size.Min, work.Size.Min) };
        }
    }

    private static IEnumerable<Scenario> Simpler(Scenario scenario)
    {
        if (scenario.Topology is { Kind: not (TopologyKind.Line or TopologyKind.Full) })
        {
            yield return scenario with { Topology = new TopologySpec { Kind = TopologyKind.Line } };
            yield return scenario with { Topology = new TopologySpec { Kind = TopologyKind.Full } };
        }

        if (scenario.Mobility is not null)
        {
            yield return scenario with { Mobility = null, Topology = new TopologySpec { Kind = TopologyKind.Line } };
            yield return scenario with { Mobility = null, Topology = new TopologySpec { Kind = TopologyKind.Full } };
        }

        if (scenario.Mobility is { Kind: not MobilityKind.Static } mobility)
        {
            yield return scenario with { Mobility = mobility with { Kind = MobilityKind.Static } };
        }

        if (scenario.Radio.Loss > 0)
        {
            yield return scenario with { Radio = scenario.Radio with { Loss = 0 } };
        }

        if (scenario.Radio.Delay.Max > scenario.Radio.Delay.Min)
        {
            yield return scenario with { Radio = scenario.Radio with { Delay = new Bounds(scenario.Radio.Delay.Min, scenario.Radio.Delay.Min) } };
        }

        if (scenario.Node.Presence)
        {
            yield return scenario with { Node = scenario.Node with { Presence = false } };
        }
    }

    private static IEnumerable<Scenario> SmallerFaults(Scenario scenario)
    {
        for (int i = 0; i < scenario.Faults.Count; i++)
        {
            FaultSpec fault = scenario.Faults[i];
            int changed = i;
            Scenario With(FaultSpec less) => scenario with { Faults = [.. scenario.Faults.Select((other, place) => place == changed ? less : other)] };
            if (fault.For > Least)
            {
                yield return With(fault with { For = Rounded(fault.For / 2) });
            }

            if (fault.Share > 0.02)
            {
                yield return With(fault with { Share = Math.Round(fault.Share / 2, 3) });
            }
        }
    }

    /// <summary>To milliseconds, so that the file stays readable.</summary>
    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromMilliseconds((long)time.TotalMilliseconds);
}
