using System.Net.Sockets;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>Chooses the port to accept on.</summary>
internal static class ListeningPort
{
    /// <summary>A free port of one family may be taken in the other; so often in a row it never is.</summary>
    private const int TriesMax = 8;

    /// <summary>Listens on the port asked for, else on the preferred one, else on any that is free.</summary>
    /// <exception cref="MeshException">The port asked for is taken or not allowed, or there is no free one.</exception>
    public static IReadOnlyList<ListeningSocket> Open(WebSocketOptions options, ILogger logger)
    {
        int wanted = options.Port ?? options.PreferredPort;
        try
        {
            return ListeningSocket.OpenAll(wanted, options.LoopbackOnly);
        }
        catch (SocketException fault) when (options.Port is not null)
        {
            throw Unavailable(wanted, fault);
        }
        catch (SocketException)
        {
            logger.PreferredPortTaken(wanted);
        }

        for (int left = TriesMax; ; left--)
        {
            try
            {
                return ListeningSocket.OpenAll(0, options.LoopbackOnly);
            }
            catch (SocketException) when (left > 1)
            {
                continue;
            }
            catch (SocketException fault)
            {
                throw Unavailable(0, fault);
            }
        }
    }

    private static MeshException Unavailable(int port, SocketException fault)
    {
        string sentence = fault.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => $"Port {port} is already in use by another program; stop that program, choose another port, or choose none to take any free one.",
            SocketError.AccessDenied => $"Port {port} is not allowed for this user; choose one from 1024 to 65535.",
            _ => $"Port {port} cannot be listened on ({fault.Message.TrimEnd('.')}); choose another port.",
        };
        return new MeshException(MeshFailure.PortUnavailable, sentence, fault);
    }
}
