namespace Mesh.Simulator.Network;

/// <summary>How full something that peers can fill is.</summary>
/// <param name="What">What it holds, in a few words.</param>
/// <param name="Count">How much it holds.</param>
/// <param name="Most">How much it may hold.</param>
internal readonly record struct Fill(string What, long Count, long Most);
