using Mesh.Simulator.Baselines;

namespace Mesh.Simulator.Network;

/// <summary>Every protocol that a scenario can name. A variant is one class and one line here.</summary>
internal static class ProtocolCatalogue
{
    /// <summary>The protocols, in the order in which they are listed.</summary>
    public static IReadOnlyList<ProtocolEntry> All { get; } =
    [
        new("plumtree", "What mesh ships: one spanning tree that repairs itself (Leitao, Pereira and Rodrigues 2007).", (host, parts) => new MeshProgram(host, parts, dissemination: null)) { Promises = ProtocolPromises.All },
        new("flood", "The shipped node, but every new bundle goes to every neighbour.", (host, parts) => new MeshProgram(host, parts, parts => new Flood(parts.Links, parts.Sender))) { Promises = ProtocolPromises.All },
        new("gossipsub", "Like libp2p's gossipsub 1.2: a mesh of six links, and gossip to six others once a second.", (host, parts) => new Gossipsub(host, parts.Spec)) { LinksFollowContacts = true },
        new("epidemic", "Store, carry and forward: whoever meets gets everything (Vahdat and Becker 2000).", (host, parts) => new StoreAndForward(host, parts.Spec.Store, countsCopies: false)) { LinksFollowContacts = true },
        new("spray-and-wait", "Store, carry and forward with a few copies of each message, halved at each meeting (Spyropoulos and others 2005).", (host, parts) => new StoreAndForward(host, parts.Spec.Store, countsCopies: true)) { LinksFollowContacts = true },
    ];

    /// <summary>The protocol of that name, or null.</summary>
    public static ProtocolEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
