namespace Mesh.Simulator.Faults;

/// <summary>The wall clocks of some nodes jump, ahead or behind, and back at the end. A node that starts meanwhile has the right time.</summary>
internal sealed class ClockFault(FaultParts parts) : IFault
{
    private int[] _nodes = [];

    /// <inheritdoc/>
    public string Begin()
    {
        _nodes = parts.SomeNodes();
        foreach (int node in _nodes)
        {
            TimeSpan wrong = Draws.Time(parts.Random, parts.Spec.Wrong);
            parts.Network.Nodes[node].Program?.OnWallClock(parts.Random.Chance(1, 2) ? wrong : -wrong);
        }

        return FaultParts.Named(_nodes);
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (int node in _nodes)
        {
            parts.Network.Nodes[node].Program?.OnWallClock(TimeSpan.Zero);
        }
    }
}
