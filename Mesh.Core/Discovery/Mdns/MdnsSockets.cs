using System.Net.Sockets;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Discovery.Mdns;

/// <summary>The sockets of both families with their memberships and reading loops. One caller at a time; a family that fails is opened again at the next synchronisation.</summary>
internal sealed class MdnsSockets : IAsyncDisposable
{
    private static readonly TimeSpan RejoinPause = TimeSpan.FromSeconds(10);

    private readonly ChannelWriter<MdnsInput> _inputs;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Family[] _families = [new Family(false), new Family(true)];

    /// <summary>Creates the pair; nothing is opened before <see cref="SynchroniseAsync"/>.</summary>
    public MdnsSockets(ChannelWriter<MdnsInput> inputs, ILogger logger)
    {
        _inputs = inputs;
        _logger = logger;
    }

    /// <summary>Opens what is closed, joins the group on every segment that is new and leaves it where a segment is gone.</summary>
    public async ValueTask SynchroniseAsync(IReadOnlyCollection<MdnsSegment> segments, MeshInstant now)
    {
        foreach (Family family in _families)
        {
            MdnsSegment[] wanted = [.. segments.Where(segment => segment.Id.IPv6 == family.IPv6)];
            if (family.Reading is { IsCompleted: true })
            {
                await CloseAsync(family).ConfigureAwait(false);
            }

            if (wanted.Length > 0 && family.Socket is null)
            {
                Open(family);
            }

            if (family.Socket is { } socket)
            {
                Synchronise(family, socket, wanted, now);
            }
        }
    }

    /// <summary>Sends one message.</summary>
    /// <returns>Null, or in one sentence why it did not leave.</returns>
    public async ValueTask<string?> SendAsync(MdnsTransmission transmission, string interfaceName, CancellationToken cancellationToken)
    {
        Family family = _families[transmission.Segment.IPv6 ? 1 : 0];
        if (family.Socket is not { } socket)
        {
            return family.Fault ?? $"UDP port {MdnsLimits.Port} is not open.";
        }

        try
        {
            await socket.SendAsync(transmission, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SocketException exception)
        {
            return MdnsSocketFault.OfSending(exception, interfaceName, family.IPv6);
        }
    }

    /// <summary>Whether another program holds the port of a family for itself.</summary>
    public bool IsPortHeld(bool ipv6) => _families[ipv6 ? 1 : 0] is { Socket: null, IsPortHeld: true };

    /// <summary>Closes both sockets and waits for their loops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (Family family in _families)
        {
            await CloseAsync(family).ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private void Open(Family family)
    {
        try
        {
            family.Socket = MdnsSocket.Open(family.IPv6);
            family.Reading = family.Socket.ReceiveAllAsync(_inputs, _stopping.Token);
            family.Fault = null;
        }
        catch (SocketException exception)
        {
            string fault = MdnsSocketFault.OfOpening(exception, family.IPv6);
            if (fault != family.Fault)
            {
                DiscoveryLog.SocketFailed(_logger, MdnsSocketFault.Family(family.IPv6), fault);
            }

            family.Fault = fault;
            family.IsPortHeld = exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
        }
    }

    private async ValueTask CloseAsync(Family family)
    {
        family.Socket?.Dispose();
        family.Socket = null;
        family.Joined.Clear();
        if (family.Reading is { } reading)
        {
            family.Reading = null;
            try
            {
                await reading.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                family.Fault = exception is SocketException ? exception.Message : null;
            }
        }
    }

    private void Synchronise(Family family, MdnsSocket socket, MdnsSegment[] wanted, MeshInstant now)
    {
        foreach (int index in family.Joined.Keys.Where(index => wanted.All(segment => segment.Id.InterfaceIndex != index)).ToArray())
        {
            socket.TryLeave(index);
            family.Joined.Remove(index);
        }

        foreach (MdnsSegment segment in wanted)
        {
            int index = segment.Id.InterfaceIndex;
            bool joined = family.Joined.TryGetValue(index, out MeshInstant joinedAt);

            // An interface that was replaced between two looks took its membership along, and then our own messages stay away.
            if (joined && (segment.Sent.Returned(now) != false || now - joinedAt < RejoinPause))
            {
                continue;
            }

            if (joined)
            {
                socket.TryLeave(index);
            }

            Join(family, socket, segment, now);
        }
    }

    private void Join(Family family, MdnsSocket socket, MdnsSegment segment, MeshInstant now)
    {
        try
        {
            socket.Join(segment.Id.InterfaceIndex);
            family.Joined[segment.Id.InterfaceIndex] = now;
        }
        catch (SocketException exception)
        {
            family.Joined.Remove(segment.Id.InterfaceIndex);
            DiscoveryLog.JoinFailed(_logger, segment.Interface.Name, MdnsSocketFault.Family(family.IPv6), exception.Message);
        }
    }

    private sealed class Family(bool ipv6)
    {
        public bool IPv6 { get; } = ipv6;

        public MdnsSocket? Socket { get; set; }

        public Task? Reading { get; set; }

        public string? Fault { get; set; }

        public bool IsPortHeld { get; set; }

        public Dictionary<int, MeshInstant> Joined { get; } = [];
    }
}
