using Mesh.Simulator.Baselines;

namespace Mesh.Simulator.Network;

/// <summary>Every protocol that a scenario can name. A variant is one class and one line here.</summary>
internal static class ProtocolCatalogue
{
    /// <summary>The protocols, in the order in which they are listed.</summary>
    public static IReadOnlyList<ProtocolEntry> All { get; } =
    [
        new("plumtree", "What mesh ships: one spanning tree that repairs itself (Leitao, Pereira and Rodrigues 2007).", (host, parts) => new MeshProgram(host, parts, dissemination: null)),
        new("flood", "The shipped node, but every new bundle goes to every neighbour.", (host, parts) => new MeshProgram(host, parts, parts => new Flood(parts.Links, parts.Sender))),
    ];

    /// <summary>The protocol of that name, or null.</summary>
    public static ProtocolEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
