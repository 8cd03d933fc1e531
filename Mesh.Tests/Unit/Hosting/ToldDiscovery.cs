using System.Threading.Channels;
using Mesh.Discovery;

namespace Mesh.Tests.Unit.Hosting;

/// <summary>A discovery that sights what a test tells it.</summary>
internal sealed class ToldDiscovery : IPeerDiscovery
{
    private readonly Channel<PeerSighting> _sightings = Channel.CreateUnbounded<PeerSighting>();

    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    public IReadOnlyList<InterfaceState> Interfaces { get; set; } = [];

    public void Tell(PeerSighting sighting) => _sightings.Writer.TryWrite(sighting);

    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _sightings.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
