using System.Net;
using System.Threading.Channels;
using Mesh.Discovery;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>A discovery that sights what a test tells it.</summary>
internal sealed class FakeDiscovery : IPeerDiscovery
{
    private readonly Channel<PeerSighting> _sightings = Channel.CreateUnbounded<PeerSighting>();

    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    public IReadOnlyList<InterfaceState> Interfaces { get; init; } = [];

    public void Say(int port) => _sightings.Writer.TryWrite(new PeerSighting(SightingSource.Static, null, new IPEndPoint(IPAddress.Loopback, port), null));

    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _sightings.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
