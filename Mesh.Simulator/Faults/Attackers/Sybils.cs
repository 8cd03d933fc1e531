using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Writes under a new name twice a second, each with a key of its own: limits for one author do not hold it.</summary>
internal sealed class Sybils(AttackParts parts) : IAttack
{
    private const int BeatsEach = 5;
    private const int NamesMax = 1_000;
    private const int FirstNumber = 1_000_000;

    /// <summary>What a key's SubjectPublicKeyInfo has before the point.</summary>
    private const int PointOffset = 26;

    private int _beats;
    private int _names;

    /// <inheritdoc/>
    public void OnTick()
    {
        if (++_beats % BeatsEach != 0 || _names >= NamesMax)
        {
            return;
        }

        int author = FirstNumber + (parts.Self * NamesMax) + _names++;
        KeyRecord key = new(SignatureSuite.P256, parts.Keys.Of(author).PublicKey[PointOffset..], ReadOnlyMemory<byte>.Empty);
        SignedBundle bundle = parts.Make(author, incarnation: 1, number: 1, previous: default);
        foreach (int link in parts.Links)
        {
            parts.Send(link, key);
            parts.Send(link, new BundleRecord(0, 0, BundleFlags.None, 0, bundle));
        }
    }
}
