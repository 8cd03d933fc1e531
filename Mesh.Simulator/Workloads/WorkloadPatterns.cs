namespace Mesh.Simulator.Workloads;

/// <summary>The patterns of senders that need nothing but the seed.</summary>
internal static class WorkloadPatterns
{
    /// <summary>A random node each time.</summary>
    public static void AddRandom(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random)
    {
        foreach (TimeSpan at in draft.Beats(spec))
        {
            int writer = random.Next(draft.Nodes);
            draft.Add(at, writer, spec.Size, random);
        }
    }

    /// <summary>One node each round writes several messages back to back.</summary>
    public static void AddBursts(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random)
    {
        foreach (TimeSpan at in draft.Rounds(spec))
        {
            int writer = Sender(draft, spec, random);
            for (int i = 0; i < spec.Count; i++)
            {
                draft.Add(at, writer, spec.Size, random);
            }
        }
    }

    /// <summary>The same node each time.</summary>
    public static void AddOneSender(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random)
    {
        int writer = Sender(draft, spec, random);
        foreach (TimeSpan at in draft.Beats(spec))
        {
            draft.Add(at, writer, spec.Size, random);
        }
    }

    /// <summary>Everybody writes at once.</summary>
    public static void AddAllAtOnce(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random)
    {
        foreach (TimeSpan at in draft.Rounds(spec))
        {
            for (int writer = 0; writer < draft.Nodes; writer++)
            {
                draft.Add(at, writer, spec.Size, random);
            }
        }
    }

    /// <summary>A random node writes to another.</summary>
    public static void AddPrivate(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random)
    {
        foreach (TimeSpan at in draft.Beats(spec))
        {
            int writer = random.Next(draft.Nodes);
            int to = random.Next(draft.Nodes - 1);
            draft.Add(at, writer, spec.Size, random, to: to < writer ? to : to + 1);
        }
    }

    /// <summary>A number beyond the last node counts from 0 again, so that a scenario shrinks and grows.</summary>
    private static int Sender(WorkloadDraft draft, WorkloadSpec spec, MeshRandom random) => spec.Sender < 0 ? random.Next(draft.Nodes) : spec.Sender % draft.Nodes;
}
