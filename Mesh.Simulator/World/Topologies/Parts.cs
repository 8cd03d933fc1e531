namespace Mesh.Simulator.World.Topologies;

/// <summary>Tells which nodes hang together while links are added (union-find with halved paths).</summary>
internal sealed class Parts
{
    private readonly int[] _parents;

    /// <summary>Begins with every node on its own.</summary>
    public Parts(int nodes)
    {
        _parents = [.. Enumerable.Range(0, nodes)];
        Count = nodes;
    }

    /// <summary>How many parts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The part of a node, named by one of its nodes.</summary>
    public int Of(int node)
    {
        while (_parents[node] != node)
        {
            _parents[node] = _parents[_parents[node]];
            node = _parents[node];
        }

        return node;
    }

    /// <summary>Two nodes have a link.</summary>
    public void Join(int a, int b)
    {
        int one = Of(a);
        int other = Of(b);
        if (one != other)
        {
            _parents[Math.Max(one, other)] = Math.Min(one, other);
            Count--;
        }
    }
}
