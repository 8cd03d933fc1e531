using System.Net;
using System.Net.Sockets;
using Mesh.Node.Configuration;

namespace Mesh.Node.Web;

/// <summary>The listening sockets of the page, bound before the server starts: loopback, and the addresses offered to others.</summary>
internal sealed class PageSockets : IDisposable
{
    /// <summary>Ports tried from the default on before any free one is taken.</summary>
    private const int PortsTried = 20;

    private const int Tries = 5;

    private readonly List<Socket> _sockets;

    private PageSockets(int port, List<Socket> sockets)
    {
        Port = port;
        _sockets = sockets;
    }

    /// <summary>The port on loopback.</summary>
    public int Port { get; }

    /// <summary>Where the sockets listen.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _sockets.Select(socket => (IPEndPoint)socket.LocalEndPoint!)];

    /// <summary>Binds. A port that was chosen must be free; otherwise the next free one after the default is taken.</summary>
    /// <exception cref="ComplaintException">What was asked for is taken or no address of this machine.</exception>
    /// <exception cref="SocketException">Loopback cannot be bound at all.</exception>
    public static PageSockets Bind(PageSettings settings)
    {
        if (settings.Port is { } chosen)
        {
            return TryBind(settings, chosen) ?? throw new ComplaintException($"--page-port {chosen} is taken by another program; choose another, or leave it out to let the page choose.");
        }

        for (int port = PageSettings.DefaultPort; port < PageSettings.DefaultPort + PortsTried; port++)
        {
            if (TryBind(settings, port) is { } sockets)
            {
                return sockets;
            }
        }

        for (int i = 0; i < Tries; i++)
        {
            if (TryBind(settings, FreePort()) is { } sockets)
            {
                return sockets;
            }
        }

        throw new ComplaintException("No port for the page is free; choose one with --page-port PORT, or do without it with --no-page.");
    }

    /// <summary>Hands a bound socket to the server.</summary>
    public Socket Take(EndPoint endPoint) => _sockets.First(socket => socket.LocalEndPoint!.Equals(endPoint));

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    /// <summary>Binds everything on that port; null when a part of it is taken.</summary>
    private static PageSockets? TryBind(PageSettings settings, int port)
    {
        List<Socket> sockets = [];
        bool isBound = false;
        try
        {
            foreach (PageAddress listen in settings.Listen)
            {
                if (BindForOthers(listen, port) is not { } socket)
                {
                    return null;
                }

                sockets.Add(socket);
            }

            bool isCovered = settings.Listen.Any(listen => listen.Address.Equals(IPAddress.Any) && (listen.Port ?? port) == port);
            if (!isCovered)
            {
                sockets.Add(Listen(IPAddress.Loopback, port));
            }

            // A browser may take "localhost" for ::1. Whoever else held that port there would be taken for this node.
            if (Socket.OSSupportsIPv6 && HasLoopback6() && !settings.Listen.Any(listen => listen.Address.Equals(IPAddress.IPv6Any) && (listen.Port ?? port) == port))
            {
                sockets.Add(Listen(IPAddress.IPv6Loopback, port));
            }

            isBound = true;
            return new PageSockets(port, sockets);
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return null;
        }
        finally
        {
            if (!isBound)
            {
                sockets.ForEach(socket => socket.Dispose());
            }
        }
    }

    private static Socket? BindForOthers(PageAddress listen, int port)
    {
        try
        {
            return Listen(listen.Address, listen.Port ?? port);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse && listen.Port is null)
        {
            return null;
        }
        catch (SocketException fault)
        {
            throw new ComplaintException($"--page-listen {listen.Address} cannot be listened on ({fault.Message}); use an address that this machine has now, or 0.0.0.0 for every one.", fault);
        }
    }

    private static Socket Listen(IPAddress address, int port)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(address, port));

            // Bound alone does not hold the port: two bound sockets may share it until one listens.
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool HasLoopback6()
    {
        try
        {
            using Socket probe = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
