using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Keeps messages and sends them again and again, as if they were new.</summary>
internal sealed class Replayer(AttackParts parts) : IAttack
{
    private const int KeptMax = 64;
    private const int EachBeat = 3;

    private readonly List<BundleRecord> _kept = [];

    /// <inheritdoc/>
    public void OnBundle(BundleRecord bundle)
    {
        BundleRecord copy = bundle with { Bundle = bundle.Bundle.Detach() };
        if (_kept.Count < KeptMax)
        {
            _kept.Add(copy);
        }
        else
        {
            _kept[parts.Random.Next(KeptMax)] = copy;
        }
    }

    /// <inheritdoc/>
    public void OnTick()
    {
        IReadOnlyList<int> links = parts.Links;
        for (int i = 0; i < EachBeat && links.Count > 0 && _kept.Count > 0; i++)
        {
            BundleRecord old = _kept[parts.Random.Next(_kept.Count)];
            parts.Send(links[parts.Random.Next(links.Count)], old with { Hops = 0, AgeSeconds = 0, Flags = parts.Random.Chance(1, 2) ? BundleFlags.Sync : BundleFlags.None });
        }
    }
}
