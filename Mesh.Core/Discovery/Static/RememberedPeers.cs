using System.Threading.Channels;

namespace Mesh.Discovery.Static;

/// <summary>Addresses that worked in earlier runs, newest first: sighted at once and every half minute. Keeps no file; whoever has one hands the list in.</summary>
internal sealed class RememberedPeers : IPeerDiscovery
{
    /// <summary>Most addresses that are tried; those further back in the list are left out.</summary>
    public const int PeersMax = 64;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly RememberedPeer[] _peers;
    private readonly SightingLoop _loop;

    /// <summary>Creates a discovery that rests until it is started.</summary>
    public RememberedPeers(IReadOnlyList<RememberedPeer> peers, TimeProvider timeProvider)
    {
        _peers = [.. peers.Take(PeersMax)];
        _loop = new SightingLoop(PeersMax, timeProvider, TimeSpan.Zero, Period, SightAllAsync);
    }

    /// <inheritdoc/>
    public ChannelReader<PeerSighting> Sightings => _loop.Sightings;

    /// <inheritdoc/>
    public IReadOnlyList<InterfaceState> Interfaces => [];

    /// <inheritdoc/>
    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _loop.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private Task SightAllAsync(ChannelWriter<PeerSighting> sightings, CancellationToken cancellationToken)
    {
        foreach (RememberedPeer remembered in _peers)
        {
            sightings.TryWrite(new PeerSighting(SightingSource.Remembered, remembered.Peer, remembered.EndPoint, null));
        }

        return Task.CompletedTask;
    }
}
