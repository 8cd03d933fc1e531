namespace Mesh.Simulator.Report;

/// <summary>The network at one instant.</summary>
/// <param name="NodesUp">Nodes that run.</param>
/// <param name="Contacts">Pairs in reach of each other.</param>
/// <param name="Links">Links that stand.</param>
/// <param name="Parts">Parts into which the contacts of running nodes fall.</param>
/// <param name="Bytes">Bytes sent since the sample before.</param>
internal readonly record struct TimelineSample(int NodesUp, int Contacts, int Links, int Parts, long Bytes);
