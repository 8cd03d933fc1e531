using Mesh.Simulator.Network;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Who attacks in a run: drawn before the nodes start, since an attacker is a program of its own around the node's.</summary>
internal sealed class AttackPlan
{
    private readonly FaultSpec?[] _attacks;

    /// <summary>Draws the attackers of a run. A node that two attacks meet does the first.</summary>
    public AttackPlan(IReadOnlyList<FaultSpec> faults, int nodes, ulong seed)
    {
        MeshRandom random = new MeshRandom(seed).Split("attackers");
        _attacks = new FaultSpec?[nodes];
        foreach (FaultSpec fault in faults.Where(fault => fault.Kind == FaultKind.Attack))
        {
            foreach (int node in Draws.Some(Enumerable.Range(0, nodes).ToArray(), fault.Share, random))
            {
                _attacks[node] ??= fault;
            }
        }
    }

    /// <summary>For each node, whether it is honest.</summary>
    public IReadOnlyList<bool> IsHonest => [.. _attacks.Select(attack => attack is null)];

    /// <summary>The protocol with the attackers among its nodes. Attackers speak the frames of the real machine; other protocols have nothing that they could spoil.</summary>
    public ProtocolEntry Among(ProtocolEntry protocol) =>
        _attacks.All(attack => attack is null) || protocol.LinksFollowContacts
            ? protocol
            : protocol with { Create = (host, parts) => _attacks[host.Number] is { } attack ? new Attacker(host, parts, attack, protocol.Create) : protocol.Create(host, parts) };
}
