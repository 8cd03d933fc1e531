using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>Writes three times as much as an author may, in a valid stream of its own, on all its links.</summary>
internal sealed class Flooder(AttackParts parts) : IAttack
{
    private const int EachBeat = 6;
    private const ulong Incarnation = 0xF100D;

    private BundleId _previous;
    private ulong _last;

    /// <inheritdoc/>
    public void OnTick()
    {
        IReadOnlyList<int> links = parts.Links;
        for (int i = 0; i < EachBeat && links.Count > 0; i++)
        {
            SignedBundle bundle = parts.Make(parts.Self, Incarnation, ++_last, _previous);
            _previous = bundle.Id;
            foreach (int link in links)
            {
                parts.Send(link, new BundleRecord(0, 0, BundleFlags.None, 0, bundle));
            }
        }
    }
}
