using Mesh.Wire;

namespace Mesh.Simulator.Network;

/// <summary>Lets all nodes of a run hold one copy of a bundle's bytes instead of one each. Whether two are equal is decided by every byte.</summary>
internal sealed class BundlePool
{
    private const int BundlesMax = 65_536;

    private readonly Dictionary<BundleId, SignedBundle> _bundles = [];
    private readonly Queue<BundleId> _order = new();

    /// <summary>The copy to keep of a bundle that lies in borrowed memory.</summary>
    public SignedBundle Keep(SignedBundle bundle)
    {
        if (_bundles.TryGetValue(bundle.Id, out SignedBundle? kept))
        {
            return IsSame(kept, bundle) ? kept : bundle.Detach();
        }

        if (_order.Count == BundlesMax)
        {
            _bundles.Remove(_order.Dequeue());
        }

        kept = bundle.Detach();
        _bundles.Add(kept.Id, kept);
        _order.Enqueue(kept.Id);
        return kept;
    }

    private static bool IsSame(SignedBundle kept, SignedBundle bundle) =>
        kept.Suite == bundle.Suite
        && kept.Origin == bundle.Origin
        && kept.Incarnation == bundle.Incarnation
        && kept.Core.Span.SequenceEqual(bundle.Core.Span)
        && kept.Signature.Span.SequenceEqual(bundle.Signature.Span);
}
