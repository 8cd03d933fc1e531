using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>Accepts WebSocket links on every address of this machine. Thread-safe.</summary>
internal sealed class WebSocketListener : ILinkListener
{
    /// <summary>Links that stand and wait for <see cref="AcceptAsync"/>; more are closed as busy.</summary>
    private const int WaitingMax = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Device, IPAddress Address), ListeningSocket> _byDevice = [];
    private readonly List<Task> _loops = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ILink> _waiting = Channel.CreateBounded<ILink>(WaitingMax);
    private readonly InterfaceTable _interfaces = new();
    private readonly IReadOnlyList<ListeningSocket> _sockets;
    private readonly Reception _reception;
    private readonly ILogger _logger;
    private readonly bool _loopbackOnly;
    private Task? _disposal;

    private WebSocketListener(IReadOnlyList<ListeningSocket> sockets, X509Certificate2 certificate, WebSocketOptions options, ILogger logger)
    {
        _sockets = sockets;
        _logger = logger;
        _loopbackOnly = options.LoopbackOnly;
        _reception = new Reception(new ServerHandshake(certificate, _interfaces, options, logger), _waiting.Writer, options, logger);
        EndPoints = [.. sockets.Select(socket => socket.EndPoint)];
        _loops.AddRange(sockets.Select(socket => _reception.AcceptAllAsync(socket, _stop.Token)));
        UpdateInterfaces(_interfaces.Current);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>The port, the same on every address.</summary>
    public int Port => EndPoints[0].Port;

    /// <summary>How many callers have not finished their handshake.</summary>
    internal int CallerCount => _reception.CallerCount;

    /// <summary>Starts to listen.</summary>
    /// <param name="certificate">What callers are shown; outlives the listener.</param>
    /// <param name="options">The port and the limits.</param>
    /// <param name="logger">Where callers' faults are told.</param>
    /// <exception cref="MeshException">The port asked for is taken or not allowed.</exception>
    public static WebSocketListener Start(X509Certificate2 certificate, WebSocketOptions options, ILogger logger)
    {
        IReadOnlyList<ListeningSocket> sockets = ListeningPort.Open(options, logger);
        foreach (ListeningSocket socket in sockets)
        {
            logger.Listening(socket.EndPoint);
        }

        return new WebSocketListener(sockets, certificate, options, logger);
    }

    /// <inheritdoc/>
    public async ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(WebSocketListener));
        }
    }

    /// <summary>
    /// Tells which interfaces there are now. On Linux each address in a network that two interfaces may be in gets a socket that answers by its
    /// own interface alone: the answers to one's callers would otherwise leave by the other.
    /// </summary>
    public void UpdateInterfaces(IReadOnlyList<LinkInterface> interfaces)
    {
        _interfaces.Current = interfaces;
        if (_loopbackOnly || !OperatingSystem.IsLinux())
        {
            return;
        }

        HashSet<(string Device, IPAddress Address)> wanted = [.. interfaces.SelectMany(found => found.Addresses.Where(_interfaces.IsAmbiguous).Select(address => (found.Name, address)))];
        lock (_gate)
        {
            if (_disposal is not null)
            {
                return;
            }

            _loops.RemoveAll(loop => loop.IsCompleted);
            foreach ((string Device, IPAddress Address) gone in _byDevice.Keys.Where(held => !wanted.Contains(held)).ToArray())
            {
                _byDevice[gone].Dispose();
                _byDevice.Remove(gone);
            }

            foreach ((string Device, IPAddress Address) missing in wanted.Where(one => !_byDevice.ContainsKey(one)))
            {
                OpenByDevice(missing.Device, missing.Address);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposal ??= Task.Run(StopAsync);
            return new ValueTask(_disposal);
        }
    }

    private void OpenByDevice(string device, IPAddress address)
    {
        IPEndPoint endPoint = new(address, Port);
        try
        {
            var socket = ListeningSocket.OpenByDevice(endPoint, device);
            _byDevice.Add((device, address), socket);
            _loops.Add(_reception.AcceptAllAsync(socket, _stop.Token));
            _logger.ListeningByDevice(endPoint, device);
        }
        catch (SocketException fault)
        {
            _logger.ListeningByDeviceFailed(endPoint, device, fault.Message);
        }
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (ListeningSocket socket in _sockets.Concat(_byDevice.Values))
        {
            socket.Dispose();
        }

        await Task.WhenAll(_loops).ConfigureAwait(false);
        await _reception.StopAsync().ConfigureAwait(false);
        _waiting.Writer.Complete();
        while (_waiting.Reader.TryRead(out ILink? link))
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }

        _reception.Dispose();
        _stop.Dispose();
    }
}
