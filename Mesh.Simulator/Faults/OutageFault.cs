namespace Mesh.Simulator.Faults;

/// <summary>Some nodes stop, with a reset of their links or silently, and come back at the end.</summary>
internal sealed class OutageFault(FaultParts parts, bool silently) : IFault
{
    private int[] _nodes = [];

    /// <inheritdoc/>
    public string Begin()
    {
        _nodes = parts.SomeNodes();
        foreach (int node in _nodes)
        {
            parts.Switches.Stop(node, silently, parts.Spec.Storage);
        }

        return FaultParts.Named(_nodes);
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach (int node in _nodes)
        {
            parts.Switches.Start(node);
        }
    }
}
