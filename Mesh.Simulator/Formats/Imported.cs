using Mesh.Simulator.World;
using Mesh.Simulator.World.Contacts;

namespace Mesh.Simulator.Formats;

/// <summary>
/// What a file of movement, contacts, a graph or messages holds, with the nodes numbered from 0. Numbers follow the order of the names in the
/// file: by value where all are numbers, else by text; so two files of one trace number the same nodes alike.
/// </summary>
internal sealed record Imported
{
    /// <summary>The nodes' names as in the file, by number.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>How many nodes.</summary>
    public int Nodes => Names.Count;

    /// <summary>
    /// The file's time, in seconds, at <see cref="MeshInstant.Zero"/>. 0 unless the file counts from a far epoch such as 1970: then it is the
    /// first instant of the file. So two files of one trace fit together.
    /// </summary>
    public decimal Origin { get; init; }

    /// <summary>The first instant that the file speaks of; a trace's clock need not start at 0.</summary>
    public MeshInstant From { get; init; }

    /// <summary>The last instant that the file speaks of; <see cref="MeshInstant.Zero"/> for a graph, which has no time.</summary>
    public MeshInstant Until { get; init; }

    /// <summary>How the nodes move; null where the file has no places.</summary>
    public Movement? Movement { get; init; }

    /// <summary>Who can reach whom, and when; null where the file does not say.</summary>
    public ContactPlan? Contacts { get; init; }

    /// <summary>How many contacts the file holds before those of one pair that overlap or touch were made one.</summary>
    public int ContactsRaw { get; init; }

    /// <summary>Links without time; null where the file has none.</summary>
    public Graph? Graph { get; init; }

    /// <summary>What was written, by time; empty where the file holds no messages.</summary>
    public IReadOnlyList<ImportedMessage> Messages { get; init; } = [];

    /// <summary>The number of the node that a file calls so; null when there is none.</summary>
    public int? NumberOf(string name)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The same with the contacts that a radio of one range gives to the movement, in place of any that the file has.</summary>
    /// <param name="range">Metres.</param>
    /// <exception cref="InvalidOperationException">There is no movement.</exception>
    public Imported WithContactsWithin(double range)
    {
        Movement movement = Movement ?? throw new InvalidOperationException("Contacts come from movement, and there is none.");
        ContactPlan found = ContactFinder.Find(movement, new DiskReach(range), Until - MeshInstant.Zero);
        return this with { Contacts = found, ContactsRaw = found.Contacts.Count };
    }

    /// <summary>The same with every contact at least so long; scans record an instant where people met for longer.</summary>
    public Imported WithContactsAtLeast(TimeSpan shortest)
    {
        if (Contacts is null || shortest <= TimeSpan.Zero)
        {
            return this;
        }

        Contact[] longer = [.. Contacts.Contacts.Select(contact => contact.Down - contact.Up < shortest ? contact with { Down = contact.Up + shortest } : contact)];
        TimeSpan duration = longer.Aggregate(Contacts.Duration, (end, contact) => contact.Down - MeshInstant.Zero > end ? contact.Down - MeshInstant.Zero : end);
        return this with { Contacts = new ContactPlan(Nodes, duration, longer), Until = MeshInstant.Zero + duration };
    }

    /// <summary>The same with contacts that begin earlier: not before 0, and a microsecond behind the pair's last at the earliest, so that both stay two.</summary>
    public Imported WithContactsEarlier(TimeSpan lead)
    {
        if (Contacts is null || lead <= TimeSpan.Zero)
        {
            return this;
        }

        Dictionary<(int, int), MeshInstant> ended = [];
        List<Contact> earlier = [];
        foreach (Contact contact in Contacts.Contacts)
        {
            long least = ended.TryGetValue((contact.A, contact.B), out MeshInstant last) ? last.Microseconds + 1 : 0;
            long up = Math.Max(Math.Min(least, contact.Up.Microseconds), (contact.Up - lead).Microseconds);
            ended[(contact.A, contact.B)] = contact.Down;
            earlier.Add(contact with { Up = new MeshInstant(up) });
        }

        return this with { Contacts = new ContactPlan(Nodes, Contacts.Duration, earlier) };
    }
}
