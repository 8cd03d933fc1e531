using Mesh.Simulator.Formats;

namespace Mesh.Simulator.Workloads;

/// <summary>Everything that is going to be written in a run, and who is in which room. Made from the seed before the run starts, so that all protocols get the same.</summary>
internal sealed class WorkloadPlan
{
    /// <summary>The room of workloads that name none.</summary>
    public const string DefaultRoom = "lobby";

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
    /// <param name="specs">The workloads, which add up.</param>
    /// <param name="duration">How long the run lasts.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="seed">The same seed draws the same plan.</param>
    /// <param name="log">Reads the file of a replay, with the nodes numbered as in the run; may be null where no workload replays.</param>
    /// <exception cref="FormatFault">A log names a node that there is not.</exception>
    public static WorkloadPlan Draw(IReadOnlyList<WorkloadSpec> specs, TimeSpan duration, int nodes, ulong seed, Func<WorkloadSpec, IReadOnlyList<ImportedMessage>>? log = null)
    {
        MeshRandom random = new MeshRandom(seed).Split("workload");
        WorkloadDraft draft = new(duration, nodes);
        for (int i = 0; i < specs.Count; i++)
        {
            MeshRandom own = random.Split(FormattableString.Invariant($"workload {i}"));
            Add(draft, specs[i], i, own, log);
        }

        return new WorkloadPlan([.. draft.Messages.OrderBy(message => message.At)], draft.Members);
    }

    private static void Add(WorkloadDraft draft, WorkloadSpec spec, int index, MeshRandom random, Func<WorkloadSpec, IReadOnlyList<ImportedMessage>>? log)
    {
        switch (spec.Kind)
        {
            case WorkloadKind.Burst:
                WorkloadPatterns.AddBursts(draft, spec, random);
                break;
            case WorkloadKind.OneSender:
                WorkloadPatterns.AddOneSender(draft, spec, random);
                break;
            case WorkloadKind.AllAtOnce:
                WorkloadPatterns.AddAllAtOnce(draft, spec, random);
                break;
            case WorkloadKind.ZipfRooms:
                new ZipfRooms(draft, spec, index, random).Add();
                break;
            case WorkloadKind.Private:
                WorkloadPatterns.AddPrivate(draft, spec, random);
                break;
            case WorkloadKind.Replay:
                IReadOnlyList<ImportedMessage> messages = log is null ? throw new MeshInvariantException("A replay was planned without a reader of its log.") : log(spec);
                MessageReplay.Add(draft, spec, messages, random);
                break;
            default:
                WorkloadPatterns.AddRandom(draft, spec, random);
                break;
        }
    }
}
