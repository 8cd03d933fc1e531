using System.Threading.Channels;

namespace Mesh.Discovery;

/// <summary>Several ways to find peers as one. Owns them. Their sightings come in the order in which they arrive.</summary>
internal sealed class CompositeDiscovery : IPeerDiscovery, ICountsPackets, IKnowsGivenAddresses
{
    private const int SightingsMax = 1024;

    private readonly IReadOnlyList<IPeerDiscovery> _parts;
    private readonly Channel<PeerSighting> _sightings = Channel.CreateBounded<PeerSighting>(
        new BoundedChannelOptions(SightingsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private Task? _copying;
    private int _disposed;

    /// <summary>Joins discoveries that were not started yet.</summary>
    public CompositeDiscovery(IReadOnlyList<IPeerDiscovery> parts) => _parts = parts;

    /// <inheritdoc/>
    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    /// <inheritdoc/>
    public IReadOnlyList<InterfaceState> Interfaces => [.. _parts.SelectMany(part => part.Interfaces)];

    /// <inheritdoc/>
    public IReadOnlyList<GivenAddress> GivenAddresses => [.. _parts.OfType<IKnowsGivenAddresses>().SelectMany(part => part.GivenAddresses)];

    /// <inheritdoc/>
    public long PacketsSent => _parts.OfType<ICountsPackets>().Sum(part => part.PacketsSent);

    /// <inheritdoc/>
    public long PacketsReceived => _parts.OfType<ICountsPackets>().Sum(part => part.PacketsReceived);

    /// <inheritdoc/>
    public async Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_copying is not null)
        {
            throw new InvalidOperationException("Discovery was started already.");
        }

        _copying = Task.WhenAll(_parts.Select(CopyAsync));
        foreach (IPeerDiscovery part in _parts)
        {
            await part.StartAsync(announcement, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Disposes every part; that completes their channels and so the copying.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await Task.WhenAll(_parts.Select(part => part.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (_copying is not null)
        {
            await _copying.ConfigureAwait(false);
        }

        _sightings.Writer.TryComplete();
    }

    private async Task CopyAsync(IPeerDiscovery part)
    {
        await foreach (PeerSighting sighting in part.Sightings.ReadAllAsync().ConfigureAwait(false))
        {
            _sightings.Writer.TryWrite(sighting);
        }
    }
}
