using System.Net;
using System.Net.Sockets;

namespace Mesh.Transports.WebSockets;

/// <summary>Somebody who has connected and has not finished the handshake.</summary>
internal sealed class Caller : IDisposable
{
    private readonly CancellationTokenSource _cancellation;

    /// <summary>Starts the caller's time.</summary>
    /// <param name="socket">The accepted socket; the caller owns it until <see cref="Release"/>.</param>
    /// <param name="endPoint">Where its other end is.</param>
    /// <param name="options">How long it may take.</param>
    public Caller(Socket socket, IPEndPoint endPoint, WebSocketOptions options)
    {
        Socket = socket;
        EndPoint = endPoint;
        Source = SourceOf(EndPoint.Address);
        _cancellation = new CancellationTokenSource(options.HandshakeTime, options.TimeProvider);
        Token = _cancellation.Token;
    }

    /// <summary>The connection.</summary>
    public Socket Socket { get; }

    /// <summary>Where the caller is.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What counts as one source: an IPv4 or link-local address, or the /64 that one host may fill as it likes.</summary>
    public IPAddress Source { get; }

    /// <summary>Cancelled when the caller's time is over or it is evicted.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether it has proven that it holds a key that links accept; those who have not are evicted first.</summary>
    public bool IsProven { get; set; }

    /// <summary>Whether the socket now belongs to a link.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>Leaves the socket to a link.</summary>
    public void Release() => IsReleased = true;

    /// <summary>Ends the handshake from outside.</summary>
    public void Evict() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not disposed but disarmed: somebody may be evicting this caller at this very moment, and that must do no harm.
        _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);
        if (!IsReleased)
        {
            Socket.Dispose();
        }
    }

    private static IPAddress SourceOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv6LinkLocal || IPAddress.IsLoopback(address))
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
