using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Sends messages in the names of others, where it can as the next of a stream that there is. It cannot sign them.</summary>
internal sealed class Forger(AttackParts parts) : IAttack
{
    private readonly Dictionary<PeerId, (ulong Incarnation, ulong Number)> _heard = [];

    /// <inheritdoc/>
    public void OnBundle(BundleRecord bundle)
    {
        if (BundleCore.TryRead(bundle.Bundle.Core, out BundleCore core) && core.Class == ServiceClass.Durable)
        {
            _heard[bundle.Bundle.Origin] = (bundle.Bundle.Incarnation, core.Last);
        }
    }

    /// <inheritdoc/>
    public void OnTick()
    {
        IReadOnlyList<int> links = parts.Links;
        int victim = parts.Random.Next(parts.Nodes);
        if (links.Count > 0 && victim != parts.Self)
        {
            PeerId origin = parts.Keys.Of(victim).Peer;
            (ulong incarnation, ulong number) = _heard.TryGetValue(origin, out (ulong, ulong) heard) ? heard : (7UL, 0UL);
            parts.Send(links[parts.Random.Next(links.Count)], new BundleRecord(0, 0, BundleFlags.None, 0, parts.Forge(origin, incarnation, number + 1)));
        }
    }
}
