using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Workloads;

/// <summary>A plan while it is drawn: messages in any order, and the rooms.</summary>
internal sealed class WorkloadDraft
{
    /// <summary>How long after the last message a run goes on, unless a workload says otherwise.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _duration;

    /// <summary>Begins a plan in which everybody is in the default room.</summary>
    public WorkloadDraft(TimeSpan duration, int nodes)
    {
        _duration = duration;
        Nodes = nodes;
        Members.Add(WorkloadPlan.DefaultRoom, [.. Enumerable.Range(0, nodes)]);
    }

    /// <summary>How many nodes there are.</summary>
    public int Nodes { get; }

    /// <summary>The messages so far.</summary>
    public List<PlannedMessage> Messages { get; } = [];

    /// <summary>Who is in each room, by number.</summary>
    public SortedDictionary<string, IReadOnlyList<int>> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>When a workload writes nothing any more.</summary>
    public TimeSpan End(WorkloadSpec spec) => spec.Until > TimeSpan.Zero ? spec.Until : _duration - Settling;

    /// <summary>The instants of a workload that writes at even intervals.</summary>
    public IEnumerable<TimeSpan> Beats(WorkloadSpec spec)
    {
        TimeSpan end = End(spec);
        for (long i = 0; ; i++)
        {
            TimeSpan at = spec.From + TimeSpan.FromMicroseconds((long)(i * 1_000_000.0 / spec.Rate));
            if (at >= end)
            {
                yield break;
            }

            yield return at;
        }
    }

    /// <summary>The instants of a workload that begins anew after a time; only the first when that time is zero.</summary>
    public IEnumerable<TimeSpan> Rounds(WorkloadSpec spec)
    {
        TimeSpan end = End(spec);
        for (TimeSpan at = spec.From; at < end; at += spec.Every)
        {
            yield return at;
            if (spec.Every <= TimeSpan.Zero)
            {
                yield break;
            }
        }
    }

    /// <summary>Adds a message of a length drawn between bounds.</summary>
    public void Add(TimeSpan at, int writer, Bounds size, MeshRandom random, string room = WorkloadPlan.DefaultRoom, int to = PlannedMessage.Everybody) =>
        Messages.Add(new PlannedMessage(MeshInstant.Zero + at, writer, room, Length(size, random), to));

    private static int Length(Bounds size, MeshRandom random) =>
        size.Max <= size.Min ? (int)size.Min : (int)size.Min + random.Next((int)(size.Max - size.Min) + 1);
}
