namespace Mesh.Simulator.Faults;

/// <summary>Frames of some nodes take longer, or more of everybody's packets are lost.</summary>
internal sealed class WeatherFault(FaultParts parts) : IFault
{
    private Weather.Disturbance? _disturbance;

    /// <inheritdoc/>
    public string Begin()
    {
        bool isLoss = parts.Spec.Kind == FaultKind.Loss;
        int[] nodes = isLoss ? [.. Enumerable.Range(0, parts.Network.Nodes.Count)] : parts.SomeNodes();
        _disturbance = new(nodes.ToHashSet(), isLoss ? default : parts.Spec.By, isLoss ? parts.Spec.Share : 0);
        parts.Weather!.Add(_disturbance);
        return isLoss ? FormattableString.Invariant($"{parts.Spec.Share * 100} % of packets") : FaultParts.Named(nodes);
    }

    /// <inheritdoc/>
    public void End() => parts.Weather!.Remove(_disturbance!);
}
