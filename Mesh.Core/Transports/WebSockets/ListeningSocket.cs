using System.Net;
using System.Net.Sockets;

namespace Mesh.Transports.WebSockets;

/// <summary>One socket that listens, and the interface that it is bound to, if any.</summary>
/// <param name="Socket">The socket; this owns it.</param>
/// <param name="Device">The interface's name, or null for all.</param>
internal sealed record ListeningSocket(Socket Socket, string? Device) : IDisposable
{
    /// <summary>Callers that wait in the kernel until they are accepted.</summary>
    private const int BacklogMax = 512;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; } = (IPEndPoint)Socket.LocalEndPoint!;

    /// <summary>Listens on all addresses of both families that the system has, with one port.</summary>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="loopbackOnly">Whether only 127.0.0.1, by which this machine reaches itself.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static IReadOnlyList<ListeningSocket> OpenAll(int port, bool loopbackOnly = false)
    {
        List<ListeningSocket> opened = [];
        try
        {
            foreach (IPAddress any in loopbackOnly ? (IPAddress[])[IPAddress.Loopback] : [IPAddress.Any, IPAddress.IPv6Any])
            {
                if (any.AddressFamily == AddressFamily.InterNetwork ? Socket.OSSupportsIPv4 : Socket.OSSupportsIPv6)
                {
                    opened.Add(Open(new IPEndPoint(any, opened.Count == 0 ? port : opened[0].EndPoint.Port), null));
                }
            }

            return opened;
        }
        catch (SocketException)
        {
            opened.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    /// <summary>Listens on one address by one interface alone, beside the socket that listens on all.</summary>
    /// <exception cref="SocketException">The system refused.</exception>
    public static ListeningSocket OpenByDevice(IPEndPoint endPoint, string device) => Open(endPoint, device);

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();

    private static ListeningSocket Open(IPEndPoint endPoint, string? device)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            if (OperatingSystem.IsWindows())
            {
                socket.ExclusiveAddressUse = true;
            }

            if (device is not null && !(LinuxSocket.BindToDevice(socket, device) && LinuxSocket.ShareAddress(socket, true)))
            {
                throw new SocketException((int)SocketError.AccessDenied);
            }

            socket.Bind(endPoint);
            socket.Listen(BacklogMax);
            if (device is null)
            {
                // Bound alone, so that a second node on this machine finds the port taken; shared only now, with this node's own sockets for single interfaces.
                LinuxSocket.ShareAddress(socket, true);
            }

            return new ListeningSocket(socket, device);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
