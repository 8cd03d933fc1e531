using System.Buffers.Binary;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// Finds peers by multicast DNS on every usable interface. One pump owns the <see cref="MdnsEngine"/>, the interfaces and the sending;
/// reading loops and timers only wake it. Interfaces are looked at on every event of the system and each second, because the events miss IPv6.
/// </summary>
internal sealed class MdnsDiscovery : IPeerDiscovery, ICountsPackets
{
    private const int InputsMax = 512;
    private const int SightingsMax = 1024;

    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromMilliseconds(500);

    private readonly InterfaceChoice _choice;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Channel<MdnsInput> _inputs = Channel.CreateBounded<MdnsInput>(
        new BoundedChannelOptions(InputsMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Channel<PeerSighting> _sightings = Channel.CreateBounded<PeerSighting>(
        new BoundedChannelOptions(SightingsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stopping = new();
    private readonly MdnsOutbox _outbox = new();
    private readonly Tally _sent = new();
    private readonly Tally _received = new();
    private IReadOnlyList<InterfaceSnapshot> _present = [];
    private volatile IReadOnlyList<InterfaceState> _states = [];
    private Task? _pump;
    private int _lookDue = 1;
    private int _disposed;

    /// <summary>Creates a discovery that rests until it is started.</summary>
    /// <param name="interfaces">Names of the only interfaces to use; empty for all but those of containers.</param>
    /// <param name="timeProvider">The clock and its timers.</param>
    /// <param name="logger">Where it logs, or null.</param>
    public MdnsDiscovery(IReadOnlyList<string> interfaces, TimeProvider timeProvider, ILogger? logger = null)
    {
        _choice = new InterfaceChoice(interfaces);
        _timeProvider = timeProvider;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    /// <inheritdoc/>
    public IReadOnlyList<InterfaceState> Interfaces => _states;

    /// <inheritdoc/>
    public long PacketsSent => _sent.Count;

    /// <inheritdoc/>
    public long PacketsReceived => _received.Count;

    private MeshInstant Now => MeshInstant.Zero + _timeProvider.GetElapsedTime(0);

    /// <inheritdoc/>
    public Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_pump is not null)
        {
            throw new InvalidOperationException("Discovery was started already.");
        }

        var random = new MeshRandom(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        var engine = new MdnsEngine(announcement, random);
        _pump = Task.Run(() => RunAsync(engine), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_pump is not null)
        {
            await _pump.WaitAsync(StopLimit, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _sightings.Writer.TryComplete();
        _stopping.Dispose();
    }

    private async Task RunAsync(MdnsEngine engine)
    {
        var sockets = new MdnsSockets(_inputs.Writer, _logger);
        try
        {
            await using (sockets.ConfigureAwait(false))
            {
                await PumpAsync(engine, sockets).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // A fault of ours must be seen by whoever wonders why nobody is found.
            DiscoveryLog.EngineFaulted(_logger, exception);
            _states = [.. _states.Select(state => state with { IsUsed = false, Fault = $"Discovery stopped by a fault of its own: {exception.Message}" })];
        }
    }

    private async Task PumpAsync(MdnsEngine engine, MdnsSockets sockets)
    {
        ITimer deadline = _timeProvider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ITimer poll = _timeProvider.CreateTimer(_ => Look(), null, PollPeriod, PollPeriod);
        NetworkAddressChangedEventHandler onAddress = (_, _) => Look();
        NetworkAvailabilityChangedEventHandler onAvailability = (_, _) => Look();
        bool subscribed = false;
        try
        {
            while (true)
            {
                await StepAsync(engine, sockets).ConfigureAwait(false);
                if (!subscribed)
                {
                    // After the first query is out: subscribing starts a thread, and a newcomer is in a hurry.
                    NetworkChange.NetworkAddressChanged += onAddress;
                    NetworkChange.NetworkAvailabilityChanged += onAvailability;
                    subscribed = true;
                }

                MeshInstant next = engine.NextDeadline;
                TimeSpan wait = next == MeshInstant.Never ? Timeout.InfiniteTimeSpan : next - Now;
                deadline.Change(next != MeshInstant.Never && wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
                await _inputs.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await SayGoodbyeAsync(engine, sockets).ConfigureAwait(false);
        }
        finally
        {
            NetworkChange.NetworkAddressChanged -= onAddress;
            NetworkChange.NetworkAvailabilityChanged -= onAvailability;
            await poll.DisposeAsync().ConfigureAwait(false);
            await deadline.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>One turn of the pump: the interfaces when they are due, then what arrived, then what the clock says.</summary>
    private async ValueTask StepAsync(MdnsEngine engine, MdnsSockets sockets)
    {
        bool looked = Interlocked.Exchange(ref _lookDue, 0) != 0;
        if (looked)
        {
            await LookAtInterfacesAsync(engine, sockets).ConfigureAwait(false);
        }

        DnsName instance = engine.Instance;
        for (int i = 0; i < InputsMax && _inputs.Reader.TryRead(out MdnsInput input); i++)
        {
            if (input is { Bytes: { } bytes, Source: { } source })
            {
                _received.Add();
                engine.OnDatagram(input.Segment, source, input.Multicast, bytes, Now, _outbox);
            }

            await FlushAsync(engine, sockets).ConfigureAwait(false);
        }

        engine.HandleDeadline(Now, _outbox);
        await FlushAsync(engine, sockets).ConfigureAwait(false);
        if (!instance.Equals(engine.Instance))
        {
            DiscoveryLog.Renamed(_logger, engine.Instance.FirstLabel);
        }

        if (looked)
        {
            _states = MdnsInterfaceStates.Of(_present, _choice, engine, sockets.IsPortHeld, Now);
        }
    }

    private async ValueTask LookAtInterfacesAsync(MdnsEngine engine, MdnsSockets sockets)
    {
        Dictionary<SegmentId, string> before = engine.Segments.ToDictionary(segment => segment.Id, segment => segment.Interface.Name);
        _present = InterfaceReader.Read();
        engine.OnInterfaces([.. _present.Where(entry => _choice.Fault(entry) is null)], Now, _outbox);
        await sockets.SynchroniseAsync(engine.Segments, Now).ConfigureAwait(false);
        await FlushAsync(engine, sockets).ConfigureAwait(false);
        foreach (MdnsSegment segment in engine.Segments)
        {
            if (!before.Remove(segment.Id))
            {
                DiscoveryLog.SegmentStarted(_logger, segment.Interface.Name, MdnsSocketFault.Family(segment.Id.IPv6));
            }
        }

        foreach ((SegmentId id, string name) in before)
        {
            DiscoveryLog.SegmentEnded(_logger, name, MdnsSocketFault.Family(id.IPv6));
        }
    }

    private async ValueTask FlushAsync(MdnsEngine engine, MdnsSockets sockets)
    {
        foreach (PeerSighting sighting in _outbox.Sightings)
        {
            _sightings.Writer.TryWrite(sighting);
        }

        foreach (MdnsTransmission transmission in _outbox.Transmissions)
        {
            string? fault = await sockets.SendAsync(transmission, NameOf(transmission.Segment), _stopping.Token).ConfigureAwait(false);
            _sent.Add(fault is null ? 1 : 0);
            if (transmission.Unicast is null)
            {
                engine.OnSendResult(transmission.Segment, fault, Now);
            }

            if (fault is not null)
            {
                DiscoveryLog.SendFailed(_logger, transmission.Segment.ToString(), fault);
            }
        }

        _outbox.Clear();
    }

    private async ValueTask SayGoodbyeAsync(MdnsEngine engine, MdnsSockets sockets)
    {
        using var limit = new CancellationTokenSource(GoodbyeLimit);
        _outbox.Clear();
        engine.Close(_outbox);
        foreach (MdnsTransmission transmission in _outbox.Transmissions)
        {
            string? fault = await sockets.SendAsync(transmission, NameOf(transmission.Segment), limit.Token).ConfigureAwait(false);
            if (fault is not null)
            {
                DiscoveryLog.GoodbyeFailed(_logger, transmission.Segment.ToString(), fault);
            }
        }
    }

    private string NameOf(SegmentId segment) =>
        _present.FirstOrDefault(entry => entry.Index == segment.InterfaceIndex)?.Name ?? segment.ToString();

    private void Look()
    {
        Interlocked.Exchange(ref _lookDue, 1);
        Wake();
    }

    private void Wake() => _inputs.Writer.TryWrite(default);
}
