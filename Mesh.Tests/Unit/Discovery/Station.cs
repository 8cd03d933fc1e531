using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>One engine on the cable and what it reported.</summary>
internal sealed class Station(int number, MdnsEngine engine)
{
    public int Number { get; } = number;

    public PeerId Id { get; } = MdnsLan.Id(number);

    public MdnsEngine Engine { get; } = engine;

    public MdnsOutbox Outbox { get; } = new();

    public IReadOnlyList<InterfaceSnapshot> Interfaces { get; set; } = [];

    public List<(MeshInstant At, PeerSighting Sighting)> Sightings { get; } = [];

    public IEnumerable<PeerSighting> Seen => Sightings.Select(entry => entry.Sighting);

    public bool Sees(Station other) => Seen.Any(sighting => sighting.Peer == other.Id && !sighting.Gone);

    public bool Lost(Station other) => Seen.Any(sighting => sighting.Peer == other.Id && sighting.Gone);
}
