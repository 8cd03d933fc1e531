using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;
using Timer = Mesh.Protocol.Timer;

namespace Mesh.Simulator.Baselines;

/// <summary>Every new bundle goes to every neighbour but the one it came from.</summary>
internal sealed class Flood : IDissemination
{
    private readonly LinkTable _links;
    private readonly PayloadSender _sender;

    /// <summary>Makes the dissemination of a node.</summary>
    public Flood(LinkTable links, PayloadSender sender)
    {
        _links = links;
        _sender = sender;
    }

    /// <inheritdoc/>
    public void OnNeighbourUp(LinkState link)
    {
        // Flooding keeps nothing of a link.
    }

    /// <inheritdoc/>
    public void OnNeighbourDown(LinkState link)
    {
        // Flooding keeps nothing of a link.
    }

    /// <inheritdoc/>
    public void OnTaken(BundleEntry entry, LinkState? from, bool isSync)
    {
        BundleFlags flags = isSync ? BundleFlags.Sync : BundleFlags.None;
        ReadOnlyMemory<byte> record = default;
        for (int i = 0; i < _links.All.Count; i++)
        {
            LinkState link = _links.All[i];
            if (link.Phase == LinkPhase.Neighbour && link != from)
            {
                record = record.IsEmpty ? _sender.Encode(entry, flags) : record;
                _sender.Send(link, entry, record, isSync);
            }
        }
    }

    /// <inheritdoc/>
    public void OnDuplicate(LinkState link, ulong shortId, bool isSync)
    {
        // Duplicates are the price of flooding.
    }

    /// <inheritdoc/>
    public void OnIHave(LinkState link, in IHaveRecord record)
    {
        // Nobody announces when everybody sends.
    }

    /// <inheritdoc/>
    public void OnGraft(LinkState link, in GraftRecord record)
    {
        // There is no tree.
    }

    /// <inheritdoc/>
    public void OnPrune(LinkState link)
    {
        // There is no tree.
    }

    /// <inheritdoc/>
    public void OnDeadline(in Timer timer)
    {
        // Flooding sets no timer.
    }
}
