using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Into how many parts a network falls over time, exactly: each contact is hung into a segment tree over the instants at which anything changes, and
/// the tree is walked with a union-find that takes its last unions back. O(contacts x log instants x log nodes).
/// </summary>
internal sealed class Partitions
{
    /// <summary>More contacts than this would need more than a gigabyte.</summary>
    public const int ContactsMax = 2_000_000;

    private readonly long[] _instants;
    private readonly List<int>?[] _tree;
    private readonly IReadOnlyList<Contact> _contacts;
    private readonly int[] _parent;
    private readonly int[] _size;
    private readonly Action<long, long, int, int> _tell;
    private int _parts;
    private int _largest;

    private Partitions(ContactPlan plan, long[] instants, Action<long, long, int, int> tell)
    {
        _instants = instants;
        _contacts = plan.Contacts;
        _tree = new List<int>?[4 * Math.Max(1, instants.Length)];
        _parent = [.. Enumerable.Range(0, plan.Nodes)];
        _size = new int[plan.Nodes];
        Array.Fill(_size, 1);
        _parts = plan.Nodes;
        _largest = Math.Min(1, plan.Nodes);
        _tell = tell;
    }

    /// <summary>Tells of each time between two changes: its beginning and end in microseconds, how many parts there are, and how many nodes the largest has.</summary>
    public static void Follow(ContactPlan plan, MeshInstant from, MeshInstant until, Action<long, long, int, int> tell)
    {
        SortedSet<long> changes = [from.Microseconds, until.Microseconds];
        foreach (Contact contact in plan.Contacts)
        {
            changes.Add(Math.Clamp(contact.Up.Microseconds, from.Microseconds, until.Microseconds));
            changes.Add(Math.Clamp(contact.Down.Microseconds, from.Microseconds, until.Microseconds));
        }

        long[] instants = [.. changes];
        if (instants.Length < 2)
        {
            return;
        }

        Partitions partitions = new(plan, instants, tell);
        for (int i = 0; i < plan.Contacts.Count; i++)
        {
            int first = partitions.IndexOf(Math.Clamp(plan.Contacts[i].Up.Microseconds, from.Microseconds, until.Microseconds));
            int end = partitions.IndexOf(Math.Clamp(plan.Contacts[i].Down.Microseconds, from.Microseconds, until.Microseconds));
            if (first < end)
            {
                partitions.Hang(1, 0, instants.Length - 1, first, end, i);
            }
        }

        partitions.Walk(1, 0, instants.Length - 1);
    }

    private int IndexOf(long instant) => Array.BinarySearch(_instants, instant);

    private void Hang(int branch, int low, int high, int first, int end, int contact)
    {
        if (first <= low && high <= end)
        {
            (_tree[branch] ??= []).Add(contact);
            return;
        }

        int middle = (low + high) / 2;
        if (first < middle)
        {
            Hang(2 * branch, low, middle, first, end, contact);
        }

        if (end > middle)
        {
            Hang((2 * branch) + 1, middle, high, first, end, contact);
        }
    }

    private void Walk(int branch, int low, int high)
    {
        int largest = _largest;
        List<int> joined = [];
        foreach (int contact in _tree[branch] ?? [])
        {
            int kept = Root(_contacts[contact].A);
            int given = Root(_contacts[contact].B);
            if (kept == given)
            {
                continue;
            }

            if (_size[kept] < _size[given])
            {
                (kept, given) = (given, kept);
            }

            _parent[given] = kept;
            _size[kept] += _size[given];
            _largest = Math.Max(_largest, _size[kept]);
            _parts--;
            joined.Add(given);
        }

        if (high - low == 1)
        {
            _tell(_instants[low], _instants[high], _parts, _largest);
        }
        else
        {
            int middle = (low + high) / 2;
            Walk(2 * branch, low, middle);
            Walk((2 * branch) + 1, middle, high);
        }

        for (int i = joined.Count - 1; i >= 0; i--)
        {
            _size[_parent[joined[i]]] -= _size[joined[i]];
            _parent[joined[i]] = joined[i];
            _parts++;
        }

        _largest = largest;
    }

    private int Root(int node)
    {
        while (_parent[node] != node)
        {
            node = _parent[node];
        }

        return node;
    }
}
