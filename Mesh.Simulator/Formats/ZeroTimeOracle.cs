using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// The best that any protocol can do on a plan of contacts: foremost journeys (Bui-Xuan, Ferreira and Jarry 2003) with transfers that take no time. A
/// contact carries from its beginning until just before its end; one without length carries at its instant. Immutable.
/// </summary>
internal sealed class ZeroTimeOracle
{
    private readonly int[] _firstPair;
    private readonly int[] _neighbour;
    private readonly int[] _firstContact;
    private readonly MeshInstant[] _up;
    private readonly MeshInstant[] _down;

    /// <summary>Sorts a plan's contacts by pair.</summary>
    public ZeroTimeOracle(ContactPlan plan)
    {
        Nodes = plan.Nodes;
        (int From, int To, MeshInstant Up, MeshInstant Down)[] ways =
            [.. plan.Contacts.SelectMany(contact => new[] { (contact.A, contact.B, contact.Up, contact.Down), (contact.B, contact.A, contact.Up, contact.Down) })];
        Array.Sort(ways, (a, b) => (a.From, a.To, a.Up).CompareTo((b.From, b.To, b.Up)));
        _up = [.. ways.Select(way => way.Up)];
        _down = [.. ways.Select(way => way.Down)];
        _firstPair = new int[Nodes + 1];
        List<int> neighbours = [];
        List<int> first = [];
        for (int i = 0; i < ways.Length; i++)
        {
            if (i == 0 || ways[i].From != ways[i - 1].From || ways[i].To != ways[i - 1].To)
            {
                neighbours.Add(ways[i].To);
                first.Add(i);
                _firstPair[ways[i].From + 1] = neighbours.Count;
            }
        }

        for (int node = 1; node <= Nodes; node++)
        {
            _firstPair[node] = Math.Max(_firstPair[node], _firstPair[node - 1]);
        }

        first.Add(ways.Length);
        _neighbour = [.. neighbours];
        _firstContact = [.. first];
    }

    /// <summary>How many nodes.</summary>
    public int Nodes { get; }

    /// <summary>How many ordered pairs ever meet: what one question costs.</summary>
    public int Pairs => _neighbour.Length;

    /// <summary>When a message that <paramref name="origin"/> writes can reach each node at the earliest; <see cref="MeshInstant.Never"/> where it cannot.</summary>
    public MeshInstant[] EarliestArrival(int origin, MeshInstant at) => Journeys(origin, at, out _);

    /// <summary>The same, and over how many hops: of the journeys that are foremost hop by hop, the one with the fewest.</summary>
    public MeshInstant[] Journeys(int origin, MeshInstant at, out int[] hops)
    {
        MeshInstant[] arrival = new MeshInstant[Nodes];
        Array.Fill(arrival, MeshInstant.Never);
        hops = new int[Nodes];
        bool[] isDone = new bool[Nodes];
        PriorityQueue<int, (long At, int Hops)> queue = new();
        arrival[origin] = at;
        queue.Enqueue(origin, (at.Microseconds, 0));
        while (queue.TryDequeue(out int node, out (long At, int Hops) reached))
        {
            // An entry that was bettered later is left in the queue; the order of equal ones changes no result.
            if (isDone[node])
            {
                continue;
            }

            isDone[node] = true;
            MeshInstant now = new(reached.At);
            for (int pair = _firstPair[node]; pair < _firstPair[node + 1]; pair++)
            {
                int next = _neighbour[pair];
                if (isDone[next] || NextUse(pair, now) is not { } met || !IsBetter(met, reached.Hops + 1, arrival[next], hops[next]))
                {
                    continue;
                }

                arrival[next] = met;
                hops[next] = reached.Hops + 1;
                queue.Enqueue(next, (met.Microseconds, reached.Hops + 1));
            }
        }

        return arrival;
    }

    private static bool IsBetter(MeshInstant at, int hops, MeshInstant known, int knownHops) => at < known || (at == known && hops < knownHops);

    /// <summary>When a pair can next pass something on, from an instant on; null when never again.</summary>
    private MeshInstant? NextUse(int pair, MeshInstant from)
    {
        int low = _firstContact[pair];
        int end = _firstContact[pair + 1];
        int high = end;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_down[middle] < from)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // A contact that ends now is over, unless it also begins now; contacts of one pair do not touch.
        if (low < end && _down[low] == from && _up[low] < from)
        {
            low++;
        }

        return low == end ? null : _up[low] > from ? _up[low] : from;
    }
}
