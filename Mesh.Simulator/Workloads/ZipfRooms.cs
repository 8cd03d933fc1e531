namespace Mesh.Simulator.Workloads;

/// <summary>
/// Rooms whose sizes and popularity follow Zipf's law with exponent 1, as measured group chats roughly do: room k has a k-th of the nodes, drawn for each
/// room anew, and is written in with weight 1/k by a random member. Whole numbers only, so that every machine draws the same.
/// </summary>
internal sealed class ZipfRooms
{
    private const int MembersMin = 2;
    private const int Scale = 1_000_000;

    private readonly WorkloadDraft _draft;
    private readonly WorkloadSpec _spec;
    private readonly MeshRandom _random;
    private readonly string[] _names;
    private readonly int[][] _members;

    /// <summary>Draws who is in which room.</summary>
    public ZipfRooms(WorkloadDraft draft, WorkloadSpec spec, int workload, MeshRandom random)
    {
        _draft = draft;
        _spec = spec;
        _random = random;
        _names = [.. Enumerable.Range(1, spec.Rooms).Select(k => FormattableString.Invariant($"room-{workload}-{k}"))];
        _members = [.. Enumerable.Range(1, spec.Rooms).Select(k => DrawMembers(Math.Max(Math.Min(MembersMin, draft.Nodes), draft.Nodes / k)))];
    }

    /// <summary>Adds the rooms and the messages.</summary>
    public void Add()
    {
        for (int k = 0; k < _names.Length; k++)
        {
            _draft.Members.Add(_names[k], _members[k]);
        }

        int[] upTo = new int[_names.Length];
        int sum = 0;
        for (int k = 0; k < upTo.Length; k++)
        {
            upTo[k] = sum += Scale / (k + 1);
        }

        foreach (TimeSpan at in _draft.Beats(_spec))
        {
            int found = Array.BinarySearch(upTo, _random.Next(sum) + 1);
            int room = found < 0 ? ~found : found;
            int writer = _members[room][_random.Next(_members[room].Length)];
            _draft.Add(at, writer, _spec.Size, _random, _names[room]);
        }
    }

    private int[] DrawMembers(int count)
    {
        int[] nodes = [.. Enumerable.Range(0, _draft.Nodes)];
        for (int i = 0; i < count; i++)
        {
            int other = i + _random.Next(nodes.Length - i);
            (nodes[i], nodes[other]) = (nodes[other], nodes[i]);
        }

        return [.. nodes.Take(count).Order()];
    }
}
