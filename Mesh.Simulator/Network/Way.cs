namespace Mesh.Simulator.Network;

/// <summary>What lies between two nodes: whether they are in reach, what blocks either direction, and the links over it.</summary>
internal sealed class Way
{
    private int _blockedUpward;
    private int _blockedDownward;

    /// <summary>Makes the way between two nodes, the lower number first.</summary>
    public Way(int a, int b)
    {
        A = a;
        B = b;
    }

    /// <summary>The lower number.</summary>
    public int A { get; }

    /// <summary>The higher number.</summary>
    public int B { get; }

    /// <summary>Whether the two are in reach of each other.</summary>
    public bool IsInReach { get; set; }

    /// <summary>Counts how often the two came to know of each other, so that what was planned before the last time is known to be stale.</summary>
    public int Meeting { get; set; }

    /// <summary>The links over it that at least one end still holds.</summary>
    public List<SimulatedLink> Links { get; } = new(capacity: 1);

    /// <summary>Whether frames pass from a node to the other.</summary>
    public bool Passes(int from) => IsInReach && (from == A ? _blockedUpward : _blockedDownward) == 0;

    /// <summary>Whether frames pass both ways.</summary>
    public bool PassesBoth => IsInReach && _blockedUpward == 0 && _blockedDownward == 0;

    /// <summary>Silently blocks a direction, or takes one block away again.</summary>
    public void Block(int from, bool isBlocked)
    {
        int step = isBlocked ? 1 : -1;
        if (from == A)
        {
            _blockedUpward += step;
        }
        else
        {
            _blockedDownward += step;
        }
    }
}
