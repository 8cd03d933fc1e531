namespace Mesh.Node.Doctor;

/// <summary>Everything that checks look at.</summary>
/// <param name="Node">What the node knows.</param>
/// <param name="Machine">What the machine shows.</param>
internal sealed record Facts(NodeFacts Node, MachineFacts Machine);
