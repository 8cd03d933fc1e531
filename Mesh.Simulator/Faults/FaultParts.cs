using Mesh.Simulator.Network;

namespace Mesh.Simulator.Faults;

/// <summary>What a fault works with.</summary>
/// <param name="Spec">What the scenario says of it.</param>
/// <param name="Network">The network.</param>
/// <param name="Random">A generator of its own.</param>
/// <param name="Switches">Stops and starts nodes.</param>
/// <param name="Weather">Delays frames.</param>
internal sealed record FaultParts(FaultSpec Spec, SimulatedNetwork Network, MeshRandom Random, NodeSwitches Switches, Weather? Weather)
{
    /// <summary>Chooses some of the nodes, at least one unless the share is zero, in ascending order.</summary>
    public int[] SomeNodes() => Draws.Some(Enumerable.Range(0, Network.Nodes.Count).ToArray(), Spec.Share, Random);

    /// <summary>The pairs of nodes that are ever in contact, in ascending order.</summary>
    public (int A, int B)[] Pairs() => [.. Network.Scene.Contacts.Contacts.Select(contact => (contact.A, contact.B)).Distinct().Order()];

    /// <summary>"nodes 3, 5", at most ten of them.</summary>
    public static string Named(string noun, IReadOnlyCollection<string> some) =>
        $"{noun} {string.Join(", ", some.Take(10))}{(some.Count > 10 ? FormattableString.Invariant($" and {some.Count - 10} more") : "")}";

    /// <summary>The nodes by number.</summary>
    public static string Named(IReadOnlyCollection<int> nodes) =>
        Named(nodes.Count == 1 ? "node" : "nodes", [.. nodes.Select(node => node.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
}
