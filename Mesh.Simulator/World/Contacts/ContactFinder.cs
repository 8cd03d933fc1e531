using System.Runtime.InteropServices;

namespace Mesh.Simulator.World.Contacts;

/// <summary>
/// Finds who can reach whom, and when, from how they move: exactly, by where straight ways cross the range, not by sampling. Legs are taken by
/// their start; each is tested against the legs under way in its own and the eight neighbouring cells of a grid, so the cost is that of the
/// neighbours, whatever the number of nodes.
/// </summary>
internal sealed class ContactFinder
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly IReach _reach;
    private readonly Movement _movement;
    private readonly TimeSpan _duration;
    private readonly double _lengthMax;
    private readonly double _cellSize;
    private readonly Leg[] _legs;
    private readonly long[] _cells;
    private readonly Dictionary<long, List<int>> _grid = [];
    private readonly Dictionary<long, Contact> _open = [];
    private readonly List<Contact> _found = [];

    private ContactFinder(Movement movement, IReach reach, TimeSpan duration)
    {
        _movement = movement;
        _reach = reach;
        _duration = duration;

        // Two nodes in reach are at most the range and half a leg of each from mid-leg to mid-leg.
        _lengthMax = reach.Max / 2;
        _cellSize = reach.Max + _lengthMax;
        _legs = new Leg[movement.Tracks.Count];
        _cells = new long[movement.Tracks.Count];
    }

    /// <summary>Finds all contacts.</summary>
    /// <param name="movement">How they move.</param>
    /// <param name="reach">How near they must be; at that very distance they still reach each other.</param>
    /// <param name="duration">From the start to here.</param>
    public static ContactPlan Find(Movement movement, IReach reach, TimeSpan duration) => new ContactFinder(movement, reach, duration).Sweep();

    private ContactPlan Sweep()
    {
        double end = _duration.Ticks / (double)TimeSpan.TicksPerSecond;
        List<IEnumerator<Leg>> walks = [];
        PriorityQueue<int, (double At, int Node)> next = new();
        for (int node = 0; node < _legs.Length; node++)
        {
            IEnumerator<Leg> walk = TrackLegs.Of(_movement.Tracks[node], end, _lengthMax).GetEnumerator();
            walks.Add(walk);
            if (walk.MoveNext())
            {
                next.Enqueue(node, (walk.Current.From, node));
            }
        }

        bool[] isPlaced = new bool[_legs.Length];
        while (next.TryDequeue(out int node, out _))
        {
            if (isPlaced[node])
            {
                _grid[_cells[node]].Remove(node);
            }

            isPlaced[node] = true;
            Begin(node, walks[node].Current);
            if (walks[node].MoveNext())
            {
                next.Enqueue(node, (walks[node].Current.From, node));
            }
        }

        // In whatever order: the plan sorts.
        foreach (Contact last in _open.Values)
        {
            Emit(last);
        }

        return new ContactPlan(_legs.Length, _duration, _found);
    }

    private void Begin(int node, in Leg leg)
    {
        _legs[node] = leg;
        Position middle = leg.At((leg.From + leg.Until) / 2);
        int column = (int)Math.Floor(middle.X / _cellSize);
        int row = (int)Math.Floor(middle.Y / _cellSize);
        for (int c = column - 1; c <= column + 1; c++)
        {
            for (int r = row - 1; r <= row + 1; r++)
            {
                if (_grid.TryGetValue(PairKey.Of(c, r), out List<int>? others))
                {
                    Meet(node, others);
                }
            }
        }

        long cell = PairKey.Of(column, row);
        if (!_grid.TryGetValue(cell, out List<int>? here))
        {
            _grid.Add(cell, here = []);
        }

        here.Add(node);
        _cells[node] = cell;
    }

    private void Meet(int node, List<int> others)
    {
        foreach (int other in others)
        {
            int a = Math.Min(node, other);
            int b = Math.Max(node, other);
            if (!Encounter.TryFind(_legs[a], _legs[b], _reach.Max, out double up, out double down))
            {
                continue;
            }

            // What a pair reaches of its own is dearer to know than that the two are too far from each other for anybody.
            double reach = _reach.Between(a, b);
            if (reach.Equals(_reach.Max) || Encounter.TryFind(_legs[a], _legs[b], reach, out up, out down))
            {
                Extend(new Contact(a, b, Instant(up), Instant(down)));
            }
        }
    }

    /// <summary>The common parts of two nodes' legs come by time, so what touches the last of a pair goes on with it.</summary>
    private void Extend(Contact found)
    {
        ref Contact last = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, PairKey.Of(found.A, found.B), out bool isKnown);
        if (isKnown && found.Up <= last.Down)
        {
            last = last with { Down = found.Down > last.Down ? found.Down : last.Down };
            return;
        }

        if (isKnown)
        {
            Emit(last);
        }

        last = found;
    }

    private void Emit(in Contact contact)
    {
        if (contact.Down > contact.Up)
        {
            _found.Add(contact);
        }
    }

    private static MeshInstant Instant(double seconds) => new((long)Math.Round(seconds * MicrosecondsPerSecond));
}
