using System.Net;
using System.Threading.Channels;
using Mesh.Discovery;

namespace Mesh.Simulator.Embedding;

/// <summary>Lets a station hear of whoever comes into reach, as multicast DNS would on one radio.</summary>
internal sealed class EtherDiscovery : IPeerDiscovery
{
    /// <summary>What the one interface of every station is called.</summary>
    public const string InterfaceName = "sim0";

    private const int SightingsMax = 1_024;

    private readonly Ether _ether;
    private readonly Station _station;
    private readonly Channel<PeerSighting> _sightings = Channel.CreateBounded<PeerSighting>(
        new BoundedChannelOptions(SightingsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Makes the discovery of a station.</summary>
    public EtherDiscovery(Ether ether, Station station)
    {
        _ether = ether;
        _station = station;
    }

    /// <inheritdoc/>
    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    /// <inheritdoc/>
    public IReadOnlyList<InterfaceState> Interfaces =>
    [
        new InterfaceState(InterfaceName, 1, [_station.EndPoint.Address], IsLoopback: false, IsUsed: true, null, MulticastReturned: true, _ether.HeardBy(_station)),
    ];

    /// <summary>What others hear, once the station announces itself.</summary>
    public PeerSighting? Sighting { get; private set; }

    /// <inheritdoc/>
    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken)
    {
        if (Sighting is not null)
        {
            throw new InvalidOperationException("This discovery runs already.");
        }

        Sighting = new PeerSighting(
            SightingSource.Mdns,
            announcement.Peer,
            new IPEndPoint(_station.EndPoint.Address, announcement.Port),
            InterfaceName,
            announcement.Name,
            announcement.NetworkTag,
            announcement.RevisionMin,
            announcement.RevisionMax);
        _station.Discovery = this;
        _ether.Announce(_station);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_station.Discovery == this)
        {
            _station.Discovery = null;
            _ether.Goodbye(_station);
        }

        _sightings.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Something was heard.</summary>
    public void Tell(PeerSighting sighting) => _sightings.Writer.TryWrite(sighting);
}
