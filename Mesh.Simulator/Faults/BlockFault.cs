namespace Mesh.Simulator.Faults;

/// <summary>Frames of some directions do not pass any more; links are not told. A partition, or links that go silent.</summary>
internal sealed class BlockFault(FaultParts parts) : IFault
{
    private (int From, int To)[] _blocked = [];

    /// <inheritdoc/>
    public string Begin()
    {
        (int A, int B)[] pairs = parts.Pairs();
        string whom;
        if (parts.Spec.Kind == FaultKind.Partition)
        {
            int[] side = parts.Spec.Shape == PartitionShape.Isolate ? [parts.Random.Next(parts.Network.Nodes.Count)] : parts.SomeNodes();
            HashSet<int> inside = [.. side];
            pairs = [.. pairs.Where(pair => inside.Contains(pair.A) != inside.Contains(pair.B)).Select(pair => inside.Contains(pair.A) ? pair : (pair.B, pair.A))];
            whom = FaultParts.Named(side) + " from the rest";
        }
        else
        {
            pairs = [.. Draws.Some(pairs, parts.Spec.Share, parts.Random).Select(pair => parts.Random.Chance(1, 2) ? pair : (pair.B, pair.A))];
            whom = FaultParts.Named("between", [.. pairs.Select(pair => FormattableString.Invariant($"{pair.A} and {pair.B}"))]);
        }

        _blocked = parts.Spec.OneWay ? pairs : [.. pairs, .. pairs.Select(pair => (pair.B, pair.A))];
        foreach ((int from, int to) in _blocked)
        {
            parts.Network.Block(from, to, isBlocked: true);
        }

        return whom + (parts.Spec.OneWay ? ", one way" : "");
    }

    /// <inheritdoc/>
    public void End()
    {
        foreach ((int from, int to) in _blocked)
        {
            parts.Network.Block(from, to, isBlocked: false);
        }
    }
}
