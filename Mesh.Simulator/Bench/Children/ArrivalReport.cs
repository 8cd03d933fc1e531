namespace Mesh.Simulator.Bench.Children;

/// <summary>What a node has shown of one measurement.</summary>
/// <param name="Count">How many messages.</param>
/// <param name="LastAt">When the last was shown, by the machine's clock.</param>
/// <param name="LatenciesUs">Microseconds from typing to showing, in the order of showing.</param>
internal sealed record ArrivalReport(int Count, long LastAt, IReadOnlyList<double> LatenciesUs);
