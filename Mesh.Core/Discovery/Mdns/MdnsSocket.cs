using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// The socket of one family on port 5353, shared with other responders and nodes of this machine. Everything is addressed by interface index:
/// a network without a router has no default route, and without one the system refuses to choose an interface.
/// </summary>
internal sealed class MdnsSocket : IDisposable
{
    private const int MulticastHops = 255;

    private static readonly IPAddress GroupV4 = IPAddress.Parse("224.0.0.251");
    private static readonly IPAddress GroupV6 = IPAddress.Parse("ff02::fb");

    private readonly Socket _socket;
    private readonly bool _ipv6;
    private int _multicastInterface;

    private MdnsSocket(Socket socket, bool ipv6)
    {
        _socket = socket;
        _ipv6 = ipv6;
    }

    private SocketOptionLevel Level => _ipv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;

    /// <summary>Opens the socket of a family.</summary>
    /// <exception cref="SocketException">The family is switched off, or another program holds the port for itself.</exception>
    public static MdnsSocket Open(bool ipv6)
    {
        var socket = new Socket(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            SocketOptionLevel level = ipv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
            socket.ExclusiveAddressUse = false;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            if (ipv6)
            {
                socket.DualMode = false;
            }

            socket.SetSocketOption(level, SocketOptionName.PacketInformation, true);
            socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, MulticastHops);
            socket.SetSocketOption(level, SocketOptionName.MulticastLoopback, true);
            socket.Bind(new IPEndPoint(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, MdnsLimits.Port));
            return new MdnsSocket(socket, ipv6);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Joins the group on an interface; joining twice does no harm.</summary>
    /// <exception cref="SocketException">The interface is gone, or the system's limit of memberships is reached.</exception>
    public void Join(int interfaceIndex)
    {
        try
        {
            SetMembership(SocketOptionName.AddMembership, interfaceIndex);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // The membership outlived the interface's last departure, which is what was wanted.
            _multicastInterface = 0;
        }
    }

    /// <summary>Leaves the group on an interface.</summary>
    /// <returns>False when there was nothing to leave: the interface took its membership along.</returns>
    public bool TryLeave(int interfaceIndex)
    {
        try
        {
            SetMembership(SocketOptionName.DropMembership, interfaceIndex);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends one message. Not to be called concurrently: the interface is a property of the socket.</summary>
    /// <exception cref="SocketException">The message cannot leave by that interface now.</exception>
    public async ValueTask SendAsync(MdnsTransmission transmission, CancellationToken cancellationToken)
    {
        int index = transmission.Segment.InterfaceIndex;
        if (transmission.Unicast is null && !_ipv6 && _multicastInterface != index)
        {
            _socket.SetSocketOption(Level, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(index));
            _multicastInterface = index;
        }

        IPEndPoint target = transmission.Unicast
            ?? new IPEndPoint(_ipv6 ? new IPAddress(GroupV6.GetAddressBytes(), index) : GroupV4, MdnsLimits.Port);
        try
        {
            await _socket.SendToAsync(transmission.Bytes, SocketFlags.None, target, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            _multicastInterface = 0;
            throw;
        }
    }

    /// <summary>Hands every datagram on until cancelled. When the receiver does not keep up, datagrams are dropped.</summary>
    /// <exception cref="SocketException">The socket is no longer usable.</exception>
    public async Task ReceiveAllAsync(ChannelWriter<MdnsInput> inputs, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MdnsLimits.MessageBytesMax];
        EndPoint any = new IPEndPoint(_ipv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (true)
        {
            SocketReceiveMessageFromResult received;
            try
            {
                received = await _socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, any, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.MessageSize or SocketError.NetworkReset)
            {
                // Windows tells that an earlier unicast answer found nobody, or that a datagram was too long: neither concerns us.
                continue;
            }

            bool whole = (received.SocketFlags & SocketFlags.Truncated) == 0;
            if (whole && received.RemoteEndPoint is IPEndPoint source)
            {
                var segment = new SegmentId(received.PacketInformation.Interface, _ipv6);
                inputs.TryWrite(new MdnsInput(segment, source, IsMulticast(received.PacketInformation.Address), buffer[..received.ReceivedBytes]));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool IsMulticast(IPAddress? address) => address is { IsIPv6Multicast: true } || (address?.Equals(GroupV4) ?? false);

    private void SetMembership(SocketOptionName option, int interfaceIndex)
    {
        object membership = _ipv6 ? new IPv6MulticastOption(GroupV6, interfaceIndex) : new MulticastOption(GroupV4, interfaceIndex);
        _socket.SetSocketOption(Level, option, membership);
    }
}
