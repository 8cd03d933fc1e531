using System.Net;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Discovery.Static;

/// <summary>
/// When multicast brought nothing for three seconds, guesses that a peer is where the network's owner usually is: the default gateway, and the fixed addresses of
/// Wi-Fi Direct, tethering and hotspots. Only addresses inside a subnet of ours are guessed, so nobody further away is ever bothered.
/// </summary>
internal sealed class GatewayGuesses : IPeerDiscovery
{
    private const int GuessesMax = 32;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    // Android Wi-Fi Direct, Android USB tethering, Android hotspot, Windows mobile hotspot, NetworkManager's shared connection.
    private static readonly IReadOnlyList<IPAddress> UsualOwners =
    [
        IPAddress.Parse("192.168.49.1"),
        IPAddress.Parse("192.168.42.1"),
        IPAddress.Parse("192.168.43.1"),
        IPAddress.Parse("192.168.137.1"),
        IPAddress.Parse("10.42.0.1"),
    ];

    private readonly IPeerDiscovery? _listening;
    private readonly InterfaceChoice _choice;
    private readonly ILogger _logger;
    private readonly int _port;
    private readonly Func<IReadOnlyList<InterfaceSnapshot>> _readInterfaces;
    private readonly SightingLoop _loop;

    /// <summary>Creates a discovery that rests until it is started.</summary>
    /// <param name="listening">The multicast discovery whose success makes guessing needless, or null.</param>
    /// <param name="choice">Which interfaces may be used.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where it logs, or null.</param>
    /// <param name="port">The port that is guessed.</param>
    /// <param name="readInterfaces">Reads the interfaces; null for the system's.</param>
    public GatewayGuesses(
        IPeerDiscovery? listening,
        InterfaceChoice choice,
        TimeProvider timeProvider,
        ILogger? logger = null,
        int port = PeerEndPointText.PortDefault,
        Func<IReadOnlyList<InterfaceSnapshot>>? readInterfaces = null)
    {
        _listening = listening;
        _choice = choice;
        _logger = logger ?? NullLogger.Instance;
        _port = port;
        _readInterfaces = readInterfaces ?? InterfaceReader.Read;
        _loop = new SightingLoop(GuessesMax, timeProvider, First, Period, GuessAsync);
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

    /// <summary>The addresses worth a guess on an interface: on its subnets and not its own.</summary>
    internal static IEnumerable<IPAddress> Guesses(InterfaceSnapshot entry) =>
        entry.IsLoopback ? [] : entry.Gateways.Concat(UsualOwners).Distinct().Where(address => IsUsable(address) && entry.IsOnLink(address) && !entry.Owns(address));

    private static bool IsUsable(IPAddress address) => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private Task GuessAsync(ChannelWriter<PeerSighting> sightings, CancellationToken cancellationToken)
    {
        if (_listening?.Interfaces.Any(state => state.HeardOthers > 0) ?? false)
        {
            return Task.CompletedTask;
        }

        int count = 0;
        foreach (InterfaceSnapshot entry in _readInterfaces().Where(entry => _choice.Fault(entry) is null))
        {
            foreach (IPAddress address in Guesses(entry).Take(GuessesMax - count))
            {
                sightings.TryWrite(new PeerSighting(SightingSource.Guess, null, new IPEndPoint(address, _port), entry.Name));
                count++;
            }
        }

        if (count > 0)
        {
            DiscoveryLog.Guessing(_logger, count);
        }

        return Task.CompletedTask;
    }
}
