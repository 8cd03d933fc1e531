namespace Mesh.Simulator.Virtual;

/// <summary>What a smoke run gave.</summary>
/// <param name="Protocol">How bundles spread.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Linked">How many had a neighbour after five seconds.</param>
/// <param name="TraceHash">The hash of everything sent.</param>
/// <param name="Delivery">Share of (message, node) pairs that were shown.</param>
/// <param name="IsWhole">Whether everybody has everything, once.</param>
/// <param name="LatencyP50">Median milliseconds from writing to showing, before the partition.</param>
/// <param name="LatencyP99">99th percentile of the same.</param>
/// <param name="Rmr">Relative message redundancy before the partition: bundles received per delivery, minus one; presence included.</param>
internal sealed record SmokeResult(
    string Protocol,
    ulong Seed,
    int Nodes,
    int Linked,
    string TraceHash,
    double Delivery,
    bool IsWhole,
    double LatencyP50,
    double LatencyP99,
    double Rmr);
