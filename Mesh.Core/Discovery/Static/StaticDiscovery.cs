using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Discovery.Static;

/// <summary>Peers whose addresses a person gave. Each is sighted at once and every ten seconds, as far as its name resolves and its interface is there.</summary>
internal sealed class StaticDiscovery : IPeerDiscovery, IKnowsGivenAddresses
{
    private const int SightingsMax = 256;
    private const int AddressesPerNameMax = 8;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<PeerEndPointText> _peers;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IReadOnlyList<InterfaceSnapshot>> _readInterfaces;
    private readonly Dictionary<PeerEndPointText, GivenAddress> _known = [];
    private readonly SightingLoop _loop;

    /// <summary>Creates a discovery that rests until it is started.</summary>
    /// <param name="peers">The addresses.</param>
    /// <param name="timeProvider">The clock and its timers.</param>
    /// <param name="logger">Where it logs, or null.</param>
    /// <param name="resolve">Resolves a host name; null for the system's resolver.</param>
    /// <param name="readInterfaces">Reads the interfaces; null for the system's.</param>
    public StaticDiscovery(
        IReadOnlyList<PeerEndPointText> peers,
        TimeProvider timeProvider,
        ILogger? logger = null,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        Func<IReadOnlyList<InterfaceSnapshot>>? readInterfaces = null)
    {
        _peers = peers;
        _timeProvider = timeProvider;
        _logger = logger ?? NullLogger.Instance;
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
        _readInterfaces = readInterfaces ?? InterfaceReader.Read;
        _loop = new SightingLoop(SightingsMax, timeProvider, TimeSpan.Zero, Period, SightAllAsync);
    }

    /// <inheritdoc/>
    public ChannelReader<PeerSighting> Sightings => _loop.Sightings;

    /// <inheritdoc/>
    public IReadOnlyList<InterfaceState> Interfaces => [];

    /// <inheritdoc/>
    public IReadOnlyList<GivenAddress> GivenAddresses
    {
        get
        {
            lock (_known)
            {
                return [.. _peers.Select(peer => _known.GetValueOrDefault(peer) ?? new GivenAddress(peer.ToString(), [], null))];
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _loop.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task SightAllAsync(ChannelWriter<PeerSighting> sightings, CancellationToken cancellationToken)
    {
        // One name that a dead resolver keeps waiting must not delay the others.
        await Task.WhenAll(_peers.Select(peer => SightAsync(peer, sightings, cancellationToken))).ConfigureAwait(false);
    }

    private async Task SightAsync(PeerEndPointText peer, ChannelWriter<PeerSighting> sightings, CancellationToken cancellationToken)
    {
        string? fault = null;
        IPEndPoint[] endPoints = [];
        try
        {
            IPAddress[] addresses = peer.Address is null
                ? await _resolve(peer.Host, cancellationToken).WaitAsync(ResolveLimit, _timeProvider, cancellationToken).ConfigureAwait(false)
                : Scoped(peer, peer.Address, out fault);
            endPoints = [.. addresses.Take(AddressesPerNameMax).Select(address => new IPEndPoint(address, peer.Port))];
            foreach (IPEndPoint endPoint in endPoints)
            {
                sightings.TryWrite(new PeerSighting(SightingSource.Static, null, endPoint, peer.Scope));
            }
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            fault = exception is TimeoutException ? "no resolver answers" : exception.Message;
        }

        Note(peer, endPoints, fault);
    }

    private IPAddress[] Scoped(PeerEndPointText peer, IPAddress address, out string? fault)
    {
        fault = null;
        if (peer.Scope is null)
        {
            return [address];
        }

        foreach (InterfaceSnapshot entry in _readInterfaces())
        {
            if (entry.Name == peer.Scope || entry.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) == peer.Scope)
            {
                return [new IPAddress(address.GetAddressBytes(), entry.Index)];
            }
        }

        fault = $"there is no interface '{peer.Scope}'";
        return [];
    }

    private void Note(PeerEndPointText peer, IPEndPoint[] endPoints, string? fault)
    {
        lock (_known)
        {
            string? before = _known.GetValueOrDefault(peer)?.Fault;
            _known[peer] = new GivenAddress(peer.ToString(), [.. endPoints.Select(endPoint => endPoint.ToString())], fault?.TrimEnd('.'));
            if (fault is not null && before != fault.TrimEnd('.'))
            {
                DiscoveryLog.Unresolved(_logger, peer.ToString(), fault);
            }
        }
    }
}
