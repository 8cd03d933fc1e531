using System.Numerics;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Report;

/// <summary>
/// The least delays that the contacts allow at all, were nothing ever to take time: the zero-time oracle, worked out along with the run. Nodes that are down
/// carry on all the same here, so that the bound holds under faults as well, if not closely.
/// </summary>
internal sealed class OracleBound
{
    /// <summary>Most bits (messages x nodes) that are kept: 32 MiB. Beyond it there is no bound.</summary>
    private const long BitsMax = 1L << 28;

    private const int WordBits = 64;

    private readonly ContactGraph _graph;
    private readonly WorkloadPlan _plan;
    private readonly ulong[]?[] _reached;
    private readonly Queue<int> _waiting = new();
    private readonly SortedDictionary<string, bool[]> _members = new(StringComparer.Ordinal);
    private readonly int _words;

    /// <summary>Makes the bound of a run over a graph that somebody else keeps up to date.</summary>
    public OracleBound(ContactGraph graph, WorkloadPlan plan, int nodes)
    {
        _graph = graph;
        _plan = plan;
        _words = (plan.Messages.Count + WordBits - 1) / WordBits;
        IsKnown = plan.Messages.Count * (long)nodes <= BitsMax;
        _reached = new ulong[]?[nodes];
        foreach ((string room, IReadOnlyList<int> members) in plan.Members)
        {
            bool[] isMember = new bool[nodes];
            foreach (int member in members)
            {
                isMember[member] = true;
            }

            _members.Add(room, isMember);
        }
    }

    /// <summary>False when the run is too large for it.</summary>
    public bool IsKnown { get; }

    /// <summary>The least delays of all deliveries that the contacts allowed so far.</summary>
    public DelayHistogram Delays { get; } = new();

    /// <summary>A message was written.</summary>
    public void Write(int message, int writer, MeshInstant now)
    {
        if (IsKnown && message < _plan.Messages.Count)
        {
            WordsOf(writer)[message / WordBits] |= 1UL << (message % WordBits);
            Spread(writer, message / WordBits, (message / WordBits) + 1, now);
        }
    }

    /// <summary>A contact began; the graph holds it already.</summary>
    public void Meet(int a, int b, MeshInstant now)
    {
        if (IsKnown)
        {
            Spread(a, 0, _words, now);
            Spread(b, 0, _words, now);
        }
    }

    private ulong[] WordsOf(int node) => _reached[node] ??= new ulong[_words];

    private void Spread(int start, int from, int until, MeshInstant now)
    {
        _waiting.Enqueue(start);
        while (_waiting.TryDequeue(out int node))
        {
            if (_reached[node] is not { } has)
            {
                continue;
            }

            foreach (int other in _graph.Near(node))
            {
                if (Pass(has, other, from, until, now))
                {
                    _waiting.Enqueue(other);
                }
            }
        }
    }

    private bool Pass(ulong[] has, int other, int from, int until, MeshInstant now)
    {
        bool isNew = false;
        ulong[] gets = WordsOf(other);
        for (int word = from; word < until; word++)
        {
            ulong fresh = has[word] & ~gets[word];
            gets[word] |= fresh;
            isNew |= fresh != 0;
            for (; fresh != 0; fresh &= fresh - 1)
            {
                Count((word * WordBits) + BitOperations.TrailingZeroCount(fresh), other, now);
            }
        }

        return isNew;
    }

    private void Count(int message, int node, MeshInstant now)
    {
        PlannedMessage planned = _plan.Messages[message];
        if (node != planned.Writer && _members[planned.Room][node])
        {
            Delays.Add(now.Microseconds - planned.At.Microseconds);
        }
    }
}
