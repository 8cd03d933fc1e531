using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>What an attacker does beside taking part. Called only while the attack lasts.</summary>
internal interface IAttack
{
    /// <summary>A tenth of a second has passed.</summary>
    void OnTick()
    {
        // Not every attack speaks of itself.
    }

    /// <summary>A neighbour brought a bundle.</summary>
    void OnBundle(BundleRecord bundle)
    {
        // Not every attack listens.
    }

    /// <summary>The node is about to pass a bundle of somebody else on.</summary>
    /// <returns>What it sends instead; null for nothing.</returns>
    BundleRecord? Instead(BundleRecord bundle) => bundle;
}
