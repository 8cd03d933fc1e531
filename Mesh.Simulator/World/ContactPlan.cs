namespace Mesh.Simulator.World;

/// <summary>Who can reach whom, and when. Immutable.</summary>
internal sealed class ContactPlan
{
    /// <summary>Makes a plan.</summary>
    /// <param name="nodes">How many nodes there are, numbered from 0.</param>
    /// <param name="duration">How long the plan holds, from <see cref="MeshInstant.Zero"/> on.</param>
    /// <param name="contacts">In any order; contacts of one pair that overlap or touch become one.</param>
    /// <exception cref="ArgumentException">A contact names a node that there is not, or ends before it begins.</exception>
    public ContactPlan(int nodes, TimeSpan duration, IEnumerable<Contact> contacts)
    {
        Nodes = nodes;
        Duration = duration;
        Contacts = Merge(nodes, contacts);
    }

    /// <summary>How many nodes.</summary>
    public int Nodes { get; }

    /// <summary>How long the plan holds.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The contacts, by (up, a, b); of one pair they neither overlap nor touch.</summary>
    public IReadOnlyList<Contact> Contacts { get; }

    private static Contact[] Merge(int nodes, IEnumerable<Contact> contacts)
    {
        Contact[] sorted = [.. contacts];
        foreach (Contact contact in sorted)
        {
            Check(nodes, contact);
        }

        Array.Sort(sorted, ByPair);
        int count = 0;
        foreach (Contact contact in sorted)
        {
            if (count > 0 && sorted[count - 1] is Contact last && last.A == contact.A && last.B == contact.B && contact.Up <= last.Down)
            {
                sorted[count - 1] = last with { Down = last.Down < contact.Down ? contact.Down : last.Down };
            }
            else
            {
                sorted[count++] = contact;
            }
        }

        Array.Resize(ref sorted, count);
        Array.Sort(sorted, ByTime);
        return sorted;
    }

    // Both orders are total, so it does not matter that the sort is not stable.
    private static int ByPair(Contact left, Contact right)
    {
        int pair = left.A != right.A ? left.A.CompareTo(right.A) : left.B.CompareTo(right.B);
        int up = pair != 0 ? pair : left.Up.CompareTo(right.Up);
        return up != 0 ? up : left.Down.CompareTo(right.Down);
    }

    private static int ByTime(Contact left, Contact right)
    {
        int up = left.Up.CompareTo(right.Up);
        return up != 0 ? up : ByPair(left, right);
    }

    private static void Check(int nodes, Contact contact)
    {
        if (contact.A < 0 || contact.B >= nodes || contact.A >= contact.B || contact.Up > contact.Down)
        {
            throw new ArgumentException($"{contact} is no contact among {nodes} nodes.", nameof(contact));
        }
    }
}
