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
        Contact[] sorted = [.. contacts.Select(contact => Check(nodes, contact)).OrderBy(contact => (contact.A, contact.B, contact.Up, contact.Down))];
        List<Contact> merged = [];
        foreach (Contact contact in sorted)
        {
            if (merged.Count > 0 && merged[^1] is Contact last && last.A == contact.A && last.B == contact.B && contact.Up <= last.Down)
            {
                merged[^1] = last with { Down = last.Down < contact.Down ? contact.Down : last.Down };
            }
            else
            {
                merged.Add(contact);
            }
        }

        return [.. merged.OrderBy(contact => (contact.Up, contact.A, contact.B))];
    }

    private static Contact Check(int nodes, Contact contact) =>
        contact.A >= 0 && contact.B < nodes && contact.A < contact.B && contact.Up <= contact.Down
            ? contact
            : throw new ArgumentException($"{contact} is no contact among {nodes} nodes.", nameof(contact));
}
