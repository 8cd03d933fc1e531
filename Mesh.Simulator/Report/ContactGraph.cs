namespace Mesh.Simulator.Report;

/// <summary>Who is in reach of whom at present.</summary>
internal sealed class ContactGraph
{
    private readonly List<int>[] _near;
    private readonly int[] _mark;
    private readonly int[] _waiting;
    private int _round;

    /// <summary>Makes a graph of nodes none of which reaches another.</summary>
    public ContactGraph(int nodes)
    {
        _near = new List<int>[nodes];
        for (int i = 0; i < nodes; i++)
        {
            _near[i] = [];
        }

        _mark = new int[nodes];
        _waiting = new int[nodes];
    }

    /// <summary>How many contacts stand.</summary>
    public int Contacts { get; private set; }

    /// <summary>Whom a node reaches.</summary>
    public IReadOnlyList<int> Near(int node) => _near[node];

    /// <summary>A contact begins.</summary>
    public void Join(int a, int b)
    {
        _near[a].Add(b);
        _near[b].Add(a);
        Contacts++;
    }

    /// <summary>A contact ends.</summary>
    public void Part(int a, int b)
    {
        if (_near[a].Remove(b))
        {
            _near[b].Remove(a);
            Contacts--;
        }
    }

    /// <summary>Into how many parts the nodes fall that run.</summary>
    public int Parts(bool[] isUp)
    {
        int parts = 0;
        _round++;
        for (int start = 0; start < _near.Length; start++)
        {
            if (isUp[start] && _mark[start] != _round)
            {
                parts++;
                Visit(start, isUp);
            }
        }

        return parts;
    }

    private void Visit(int start, bool[] isUp)
    {
        int count = 0;
        _mark[start] = _round;
        _waiting[count++] = start;
        while (count > 0)
        {
            foreach (int other in _near[_waiting[--count]])
            {
                if (isUp[other] && _mark[other] != _round)
                {
                    _mark[other] = _round;
                    _waiting[count++] = other;
                }
            }
        }
    }
}
