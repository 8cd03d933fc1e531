using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Workloads;

/// <summary>Everything that is going to be written in a run, and who is in which room. Made from the seed before the run starts, so that all protocols get the same.</summary>
internal sealed class WorkloadPlan
{
    /// <summary>The room of workloads that name none.</summary>
    public const string DefaultRoom = "lobby";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private WorkloadPlan(IReadOnlyList<PlannedMessage> messages, IReadOnlyDictionary<string, IReadOnlyList<int>> members)
    {
        Messages = messages;
        Members = members;
    }

    /// <summary>The messages, by (instant, order of the workloads); the index is the number.</summary>
    public IReadOnlyList<PlannedMessage> Messages { get; }

    /// <summary>Who is in each room, by number.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Members { get; }

    /// <summary>Draws the plan of a scenario.</summary>
    public static WorkloadPlan Draw(IReadOnlyList<WorkloadSpec> specs, TimeSpan duration, int nodes, ulong seed)
    {
        MeshRandom random = new MeshRandom(seed).Split("workload");
        List<PlannedMessage> messages = [];
        for (int i = 0; i < specs.Count; i++)
        {
            AddRandom(messages, specs[i], duration, nodes, random.Split(FormattableString.Invariant($"workload {i}")));
        }

        int[] everybody = [.. Enumerable.Range(0, nodes)];
        return new WorkloadPlan(
            [.. messages.OrderBy(message => message.At)],
            new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal) { [DefaultRoom] = everybody });
    }

    private static void AddRandom(List<PlannedMessage> messages, WorkloadSpec spec, TimeSpan duration, int nodes, MeshRandom random)
    {
        TimeSpan until = spec.Until > TimeSpan.Zero ? spec.Until : duration - Settling;
        for (long i = 0; ; i++)
        {
            TimeSpan at = spec.From + TimeSpan.FromMicroseconds((long)(i * 1_000_000.0 / spec.Rate));
            if (at >= until)
            {
                return;
            }

            int writer = random.Next(nodes);
            messages.Add(new PlannedMessage(MeshInstant.Zero + at, writer, DefaultRoom, Length(spec.Size, random)));
        }
    }

    private static int Length(Bounds size, MeshRandom random) =>
        size.Max <= size.Min ? (int)size.Min : (int)size.Min + random.Next((int)(size.Max - size.Min) + 1);
}
