using Mesh.Simulator.World;

namespace Mesh.Simulator.Runs;

/// <summary>Into how many parts the contacts fall, counted at evenly spaced instants of the plan, so that it costs the same for plans of any length.</summary>
internal static class PartitionCount
{
    /// <summary>How many instants are looked at.</summary>
    public const int Instants = 200;

    /// <summary>The most parts at one of the instants; a node without contact is a part.</summary>
    public static int Max(ContactPlan plan)
    {
        int[] part = new int[plan.Nodes];
        int most = 0;
        int next = 0;
        List<Contact> open = [];
        for (int i = 0; i < Instants; i++)
        {
            MeshInstant now = MeshInstant.Zero + TimeSpan.FromTicks(plan.Duration.Ticks / Instants * i);
            bool isChanged = i == 0;
            for (; next < plan.Contacts.Count && plan.Contacts[next].Up <= now; next++)
            {
                isChanged = true;
                open.Add(plan.Contacts[next]);
            }

            isChanged |= open.RemoveAll(contact => contact.Down <= now) > 0;
            most = isChanged ? Math.Max(most, Count(part, open)) : most;
        }

        return most;
    }

    private static int Count(int[] part, List<Contact> open)
    {
        for (int i = 0; i < part.Length; i++)
        {
            part[i] = i;
        }

        int parts = part.Length;
        foreach (Contact contact in open)
        {
            int a = Root(part, contact.A);
            int b = Root(part, contact.B);
            parts -= a == b ? 0 : 1;
            part[Math.Max(a, b)] = Math.Min(a, b);
        }

        return parts;
    }

    private static int Root(int[] part, int node)
    {
        while (part[node] != node)
        {
            part[node] = part[part[node]];
            node = part[node];
        }

        return node;
    }
}
