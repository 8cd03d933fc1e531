namespace Mesh.Simulator.Bench.Children;

/// <summary>When a node wrote its messages.</summary>
/// <param name="FirstAt">When the first was typed, by the machine's clock.</param>
/// <param name="LastAt">When the last was numbered and signed.</param>
internal sealed record SendReport(long FirstAt, long LastAt);
