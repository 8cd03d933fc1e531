using Mesh.Simulator.Formats;
using Mesh.Simulator.Runs;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>
/// What several field logs tell together, on one clock that begins with the earliest of them: contacts, which last while either end saw the link; and
/// messages, where they were written and where they arrived. Nodes that only others speak of are there too.
/// </summary>
internal sealed class FieldlogTrace
{
    private readonly Dictionary<string, int> _numbers;
    private readonly List<(FieldlogSession Session, int Node, long Start)> _placed = [];

    private FieldlogTrace(IReadOnlyList<FieldlogSession> sessions, string name)
    {
        FieldlogBounds.Check(sessions);
        Sessions = sessions;
        Clocks = ClockAlignment.Of(sessions);
        Names = NamesOf(sessions, name);
        _numbers = Names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        for (int i = 0; i < sessions.Count; i++)
        {
            _placed.Add((sessions[i], _numbers[sessions[i].Node], Clocks[i].Start));
        }

        Until = new MeshInstant(_placed.Max(placed => placed.Start + placed.Session.Last));
        LogEnds = EndsOf();
        Contacts = [.. _placed.SelectMany(placed => ContactsOf(placed.Session, placed.Node, placed.Start))];
        Messages = MessagesOf();
    }

    /// <summary>The recordings, file by file.</summary>
    public IReadOnlyList<FieldlogSession> Sessions { get; }

    /// <summary>How each recording's clock stands to the common one.</summary>
    public IReadOnlyList<ClockOffset> Clocks { get; }

    /// <summary>Identities of all nodes, by number.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The last line of all.</summary>
    public MeshInstant Until { get; }

    /// <summary>When each node's last recording ends; the beginning of time for a node without one.</summary>
    public IReadOnlyList<MeshInstant> LogEnds { get; }

    /// <summary>What either end saw, not joined yet.</summary>
    public IReadOnlyList<Contact> Contacts { get; }

    /// <summary>The messages, by time.</summary>
    public IReadOnlyList<RecordedMessage> Messages { get; }

    /// <summary>Reads files of field logs.</summary>
    /// <exception cref="FormatFault">One of them is none.</exception>
    public static FieldlogTrace Read(IReadOnlyList<FormatSource> sources, string name) => new([.. sources.SelectMany(FieldlogReader.Read)], name);

    /// <summary>The same as a file of contacts and messages.</summary>
    public Imported ToImported() => new()
    {
        Names = Names,
        From = MeshInstant.Zero,
        Until = Until,
        Contacts = new ContactPlan(Names.Count, Until - MeshInstant.Zero, Contacts),
        ContactsRaw = Contacts.Count,
        Messages = [.. Messages.Select(message => new ImportedMessage(message.At, message.Id, message.Writer, To: null, message.Bytes))],
    };

    private static string[] NamesOf(IReadOnlyList<FieldlogSession> sessions, string name)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (FieldlogSession session in sessions)
        {
            names.Add(session.Node);
            names.UnionWith(session.Links.Select(link => link.Peer));
            names.UnionWith(session.Received.Select(message => message.Origin));
        }

        return names.Count <= FormatLimits.NodesMax ? [.. names] : throw FormatFault.Of(name, FormattableString.Invariant($"speaks of {names.Count} nodes; at most {FormatLimits.NodesMax} are read."));
    }

    private MeshInstant[] EndsOf()
    {
        var ends = new MeshInstant[Names.Count];
        foreach ((FieldlogSession session, int node, long start) in _placed)
        {
            ends[node] = new MeshInstant(Math.Max(ends[node].Microseconds, start + session.Last));
        }

        return ends;
    }

    private IEnumerable<Contact> ContactsOf(FieldlogSession session, int node, long start)
    {
        Dictionary<string, long> ups = new(StringComparer.Ordinal);
        foreach (FieldlogLink link in session.Links.Where(link => link.Peer != session.Node))
        {
            if (link.IsUp)
            {
                ups.TryAdd(link.Peer, link.At);
            }
            else if (ups.Remove(link.Peer, out long up))
            {
                yield return ContactOf(node, link.Peer, start + up, start + link.At);
            }
        }

        // What still stands is known to the end of the recording.
        foreach ((string peer, long up) in ups)
        {
            yield return ContactOf(node, peer, start + up, start + session.Last);
        }
    }

    private Contact ContactOf(int node, string peer, long up, long down)
    {
        int other = _numbers[peer];
        return new Contact(Math.Min(node, other), Math.Max(node, other), new MeshInstant(up), new MeshInstant(down));
    }

    private RecordedMessage[] MessagesOf()
    {
        Dictionary<string, (FieldlogMessage Message, int Writer, long At, bool IsOwn)> written = new(StringComparer.Ordinal);
        Dictionary<string, List<Showing>> shown = new(StringComparer.Ordinal);
        foreach ((FieldlogSession session, int node, long start) in _placed)
        {
            foreach (FieldlogMessage message in session.Published)
            {
                written[message.Id] = (message, node, start + message.At, true);
            }

            foreach (FieldlogMessage message in session.Received.Where(message => message.Origin != session.Node))
            {
                long at = start + message.At;
                if (!written.TryGetValue(message.Id, out var known) || (!known.IsOwn && at < known.At))
                {
                    written[message.Id] = (message, _numbers[message.Origin], at, false);
                }

                if (!shown.TryGetValue(message.Id, out List<Showing>? showings))
                {
                    shown.Add(message.Id, showings = []);
                }

                showings.Add(new Showing(node, new MeshInstant(at), message.Hops));
            }
        }

        return
        [
            .. written.Values.OrderBy(one => one.At).ThenBy(one => one.Message.Id, StringComparer.Ordinal).Select(one => new RecordedMessage(
                one.Message.Id,
                new MeshInstant(one.At),
                one.Writer,
                one.Message.Bytes,
                AddresseesOf(one.Message.Room, one.Writer, new MeshInstant(one.At)),
                FirstOfEach(shown.GetValueOrDefault(one.Message.Id) ?? []))),
        ];
    }

    private int[] AddresseesOf(string room, int writer, MeshInstant at) =>
        [.. _placed.Where(placed => placed.Node != writer && placed.Session.Rooms.Contains(room) && LogEnds[placed.Node] > at).Select(placed => placed.Node).Distinct().Order()];

    /// <summary>A node that begins anew may get a message again.</summary>
    private static Showing[] FirstOfEach(List<Showing> showings) =>
        [.. showings.GroupBy(showing => showing.Node).Select(several => several.MinBy(showing => showing.At)).OrderBy(showing => showing.At).ThenBy(showing => showing.Node)];
}
