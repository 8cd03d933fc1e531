using Mesh.Simulator.Network;

namespace Mesh.Simulator.Faults;

/// <summary>Some nodes compute slowly.</summary>
internal sealed class SlowFault(FaultParts parts) : IFault
{
    private int[] _nodes = [];

    /// <inheritdoc/>
    public string Begin()
    {
        _nodes = parts.SomeNodes();
        foreach (SimulatedNode node in _nodes.Select(number => parts.Network.Nodes[number]))
        {
            node.Slowness *= parts.Spec.Factor;
            node.FrameTime += parts.Spec.FrameTime;
        }

        return FaultParts.Named(_nodes);
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (SimulatedNode node in _nodes.Select(number => parts.Network.Nodes[number]))
        {
            node.Slowness /= parts.Spec.Factor;
            node.FrameTime -= parts.Spec.FrameTime;
        }
    }
}
