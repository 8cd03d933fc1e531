using Mesh.Simulator.World;

namespace Mesh.Simulator.Runs;

/// <summary>
/// When a message can be anywhere at the earliest, if it takes the best way over the contacts and each hop takes its least time: Dijkstra's algorithm over
/// contacts that come and go (foremost journeys: Bui Xuan, Ferreira and Jarry 2003). With hops of no time it is the zero-time oracle.
/// A contact of no length carries what is there at its instant, as the oracle of recorded traces counts it.
/// </summary>
internal sealed class LowerBound
{
    private readonly int[] _first;
    private readonly Meeting[] _meetings;
    private readonly long[] _arrival;
    private readonly PriorityQueue<int, long> _open = new();

    /// <summary>Prepares the contacts.</summary>
    public LowerBound(ContactPlan contacts)
    {
        int[] counts = new int[contacts.Nodes + 1];
        foreach (Contact contact in contacts.Contacts)
        {
            counts[contact.A]++;
            counts[contact.B]++;
        }

        _first = new int[contacts.Nodes + 1];
        for (int i = 0; i < contacts.Nodes; i++)
        {
            _first[i + 1] = _first[i] + counts[i];
            counts[i] = _first[i];
        }

        _meetings = new Meeting[_first[^1]];
        foreach (Contact contact in contacts.Contacts)
        {
            _meetings[counts[contact.A]++] = new Meeting(contact.B, contact.Up.Microseconds, contact.Down.Microseconds);
            _meetings[counts[contact.B]++] = new Meeting(contact.A, contact.Up.Microseconds, contact.Down.Microseconds);
        }

        _arrival = new long[contacts.Nodes];
    }

    /// <summary>The earliest arrivals of a message, by node; <see cref="MeshInstant.Never"/> where it cannot arrive.</summary>
    /// <param name="writer">Who has it.</param>
    /// <param name="at">Since when.</param>
    /// <param name="hop">Least time of a hop.</param>
    /// <param name="only">The only node whose arrival is wanted, the others then being undefined; -1 for all.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<long> Arrivals(int writer, MeshInstant at, TimeSpan hop, int only = -1)
    {
        long hopTime = hop.Ticks / TimeSpan.TicksPerMicrosecond;
        Array.Fill(_arrival, MeshInstant.Never.Microseconds);
        _arrival[writer] = at.Microseconds;
        _open.Clear();
        _open.Enqueue(writer, at.Microseconds);
        while (_open.TryDequeue(out int node, out long since) && node != only)
        {
            // Equal instants come out in any order, but the arrivals are the same in all of them.
            if (since == _arrival[node])
            {
                Go(node, since, hopTime);
            }
        }

        return _arrival;
    }

    private void Go(int node, long since, long hopTime)
    {
        for (int i = _first[node]; i < _first[node + 1]; i++)
        {
            ref readonly Meeting meeting = ref _meetings[i];
            long start = Math.Max(meeting.Up, since);
            if (start < meeting.Down || start == meeting.Up)
            {
                long arrival = start + hopTime;
                if (arrival < _arrival[meeting.Peer])
                {
                    _arrival[meeting.Peer] = arrival;
                    _open.Enqueue(meeting.Peer, arrival);
                }
            }
        }
    }

    private readonly record struct Meeting(int Peer, long Up, long Down);
}
