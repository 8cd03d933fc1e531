using System.Net;
using Mesh.Discovery;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Who was sighted where. Bounded: the address sighted first is forgotten first. Belongs to the pump.</summary>
internal sealed class SightingBook
{
    private readonly Dictionary<IPEndPoint, PeerSighting> _sightings = [];
    private readonly Queue<IPEndPoint> _order = new();

    public void Remember(IPEndPoint endPoint, PeerSighting sighting)
    {
        if (!_sightings.TryGetValue(endPoint, out PeerSighting? former))
        {
            if (_order.Count >= NodeLimits.SightingsMax)
            {
                _sightings.Remove(_order.Dequeue());
            }

            _order.Enqueue(endPoint);
        }

        // What was heard says more than what was remembered or guessed.
        if (former is null || sighting.Source <= former.Source)
        {
            _sightings[endPoint] = sighting;
        }
    }

    /// <summary>A peer is not heard any more; where it was is only remembered from now on.</summary>
    public void Gone(PeerId peer)
    {
        foreach ((IPEndPoint endPoint, PeerSighting sighting) in _sightings.Where(entry => entry.Value.Peer == peer && entry.Value.Source == SightingSource.Mdns).ToArray())
        {
            _sightings[endPoint] = sighting with { Source = SightingSource.Remembered };
        }
    }

    /// <summary>The name that a peer announced, or null.</summary>
    public string? NameOf(PeerId peer)
    {
        string? name = _sightings.Values.FirstOrDefault(sighting => sighting.Peer == peer && sighting.Name is not null)?.Name;
        return name is null ? null : PeerText.Name(name);
    }

    /// <summary>An address at which a peer announces that it accepts links, or null.</summary>
    public LinkAddress? AddressOf(PeerId peer)
    {
        PeerSighting? sighting = _sightings.Values.FirstOrDefault(seen => seen.Peer == peer && seen.Source == SightingSource.Mdns);
        return sighting?.EndPoint is IPEndPoint endPoint ? new LinkAddress(endPoint, sighting.Interface) : null;
    }

    /// <summary>A failed dial for people; null when nobody said that somebody is there, so that its failing means nothing.</summary>
    public ObservedDial? Describe(DialFault fault)
    {
        foreach (LinkAddress address in fault.Addresses)
        {
            if (_sightings.TryGetValue(address.EndPoint, out PeerSighting? sighting)
                && Concerns(fault, sighting))
            {
                string at = address.EndPoint.ToString();
                string who = sighting.Name is null ? at : PeerText.Name(sighting.Name);
                bool isGiven = sighting.Source == SightingSource.Static;
                return new ObservedDial(who, at, address.Interface ?? sighting.Interface, isGiven, fault.Failure, PeerText.Line(fault.Text))
                {
                    Peer = sighting.Peer ?? fault.Peer,
                    Tried = string.Join(' ', fault.Addresses.Select(tried => tried.EndPoint)),
                };
            }
        }

        return null;
    }

    // Somebody else now at an address that was remembered is no fault of anybody, and neither is a given address whose owner we mistook.
    private static bool Concerns(DialFault fault, PeerSighting sighting) => sighting.Source switch
    {
        SightingSource.Mdns => sighting.Peer is null || fault.Peer is null || sighting.Peer == fault.Peer,
        SightingSource.Static => fault.Failure != LinkFailure.WrongPeer,
        _ => false,
    };
}
