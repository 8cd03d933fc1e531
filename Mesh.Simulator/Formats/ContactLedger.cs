using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Gathers the contacts and messages of a file in the file's own names and times, and numbers them when all are known.</summary>
internal sealed class ContactLedger
{
    private readonly NodeNames _names = new();
    private readonly List<(int A, int B, long Up, long Down)> _contacts = [];
    private readonly List<(long At, string Id, int From, int To, int Bytes, string Group)> _messages = [];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    /// <summary>The mark of a node.</summary>
    public int MarkOf(string name, LineReader at) => _names.MarkOf(name, at.Fault);

    /// <summary>Takes an instant into the span that the file speaks of.</summary>
    public void Touch(long at)
    {
        _first = Math.Min(_first, at);
        _last = Math.Max(_last, at);
    }

    /// <summary>Adds a contact, in microseconds of the file's clock. Who meets himself is left out.</summary>
    public void Add(int a, int b, long up, long down, LineReader at)
    {
        at.Bound(_contacts.Count + 1L);
        Add(a, b, up, down);
    }

    /// <summary>The same without a bound, for contacts that were counted before.</summary>
    public void Add(int a, int b, long up, long down)
    {
        if (a != b)
        {
            _contacts.Add((a, b, up, down));
            Touch(up);
            Touch(down);
        }
    }

    /// <summary>Adds a message; <paramref name="to"/> is -1 for everybody.</summary>
    public void AddMessage(long time, string id, int from, int to, int bytes, string group, LineReader at)
    {
        at.Bound(_messages.Count + 1L);
        _messages.Add((time, id, from, to, bytes, group));
        Touch(time);
    }

    /// <summary>What was gathered.</summary>
    /// <param name="file">For the fault when there is nothing.</param>
    /// <param name="expected">What the file should have held.</param>
    /// <param name="hasContacts">Whether it is a file of contacts at all.</param>
    public Imported Build(string file, string expected, bool hasContacts = true)
    {
        if (_contacts.Count == 0 && _messages.Count == 0)
        {
            throw FormatFault.Of(file, $"holds no {expected}.");
        }

        (IReadOnlyList<string> names, int[] numbers) = _names.Sorted();
        long origin = FileTime.Origin(_first);
        TimeSpan duration = TimeSpan.FromMicroseconds(_last - origin);
        return new Imported
        {
            Names = names,
            Origin = FileTime.Seconds(origin),
            From = new MeshInstant(_first - origin),
            Until = new MeshInstant(_last - origin),
            Contacts = hasContacts && _contacts.Count > 0
                ? new ContactPlan(names.Count, duration, _contacts.Select(contact => Numbered(contact, numbers, origin)))
                : null,
            ContactsRaw = _contacts.Count,
            Messages = [.. _messages.OrderBy(message => message.At).Select(message => new ImportedMessage(
                new MeshInstant(message.At - origin), message.Id, numbers[message.From], message.To < 0 ? null : numbers[message.To], message.Bytes, message.Group))],
        };
    }

    private static Contact Numbered((int A, int B, long Up, long Down) contact, int[] numbers, long origin)
    {
        int a = numbers[contact.A];
        int b = numbers[contact.B];
        return new Contact(Math.Min(a, b), Math.Max(a, b), new MeshInstant(contact.Up - origin), new MeshInstant(contact.Down - origin));
    }
}
