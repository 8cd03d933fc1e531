using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Passes nothing on, but goes on announcing it: whoever relies on it waits in vain.</summary>
internal sealed class Dropper : IAttack
{
    /// <inheritdoc/>
    public BundleRecord? Instead(BundleRecord bundle) => null;
}
