using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Spoils the signature of what it passes on. The identifier leaves signatures out, so a node that marked it as seen too early would never take the genuine copy.</summary>
internal sealed class Poisoner : IAttack
{
    /// <inheritdoc/>
    public BundleRecord? Instead(BundleRecord bundle)
    {
        SignedBundle genuine = bundle.Bundle;
        byte[] signature = genuine.Signature.ToArray();
        signature[0] ^= 1;
        return bundle with { Bundle = new SignedBundle(genuine.Suite, genuine.Origin, genuine.Incarnation, genuine.Core, signature) };
    }
}
