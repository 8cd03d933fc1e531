using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>Accepts connections from listening sockets, leads each caller through its handshake and passes on the links that come of it.</summary>
internal sealed class Reception : IDisposable
{
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(100);

    private readonly ServerHandshake _handshake;
    private readonly ChannelWriter<ILink> _links;
    private readonly WebSocketOptions _options;
    private readonly ILogger _logger;
    private readonly CallerTable _callers;
    private readonly int _slotsMax;
    private readonly SemaphoreSlim _slots;

    /// <summary>Creates the reception.</summary>
    public Reception(ServerHandshake handshake, ChannelWriter<ILink> links, WebSocketOptions options, ILogger logger)
    {
        _handshake = handshake;
        _links = links;
        _options = options;
        _logger = logger;
        _callers = new CallerTable(options.CallersMax, options.CallersPerSourceMax);

        // Those evicted need a moment to end; twice the table bounds them together.
        _slotsMax = options.CallersMax * 2;
        _slots = new SemaphoreSlim(_slotsMax);
    }

    /// <summary>How many callers have not finished their handshake.</summary>
    public int CallerCount => _callers.Count;

    /// <summary>Accepts until the socket is disposed or the token cancelled.</summary>
    public async Task AcceptAllAsync(ListeningSocket listening, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                Socket? accepted = await AcceptOneAsync(listening, cancellationToken).ConfigureAwait(false);
                if (accepted is null)
                {
                    _slots.Release();
                    return;
                }

                _ = ServeAsync(accepted, listening.Device);
            }
        }
        catch (OperationCanceledException)
        {
            // The listener stops; AcceptOneAsync gives its slot back itself.
            return;
        }
    }

    /// <summary>Ends every handshake. Having all slots means that none runs any more. No accept loop may run any more when this is called.</summary>
    public async Task StopAsync()
    {
        _callers.EvictAll();
        for (int i = 0; i < _slotsMax; i++)
        {
            await _slots.WaitAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task<Socket?> AcceptOneAsync(ListeningSocket listening, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await listening.Socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is ObjectDisposedException or OperationCanceledException || listening.Socket.SafeHandle.IsClosed)
            {
                return null;
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // A caller that hung up before it was accepted.
                continue;
            }
            catch (SocketException fault)
            {
                // Most likely no file descriptors are left; the next one may be free soon.
                _logger.AcceptFailed(listening.EndPoint, fault.Message);
                await Task.Delay(RetryTime, _options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Serves one caller and gives the slot back; never throws.</summary>
    private async Task ServeAsync(Socket accepted, string? device)
    {
        try
        {
            using Caller caller = new(accepted, (IPEndPoint)accepted.RemoteEndPoint!, _options);
            Caller? evicted = _callers.Admit(caller);
            if (evicted is not null)
            {
                _logger.CallerEvicted(evicted.EndPoint);
                evicted.Evict();
            }

            try
            {
                WebSocketLink? link = await _handshake.RunAsync(caller, device).ConfigureAwait(false);
                await PassOnAsync(link).ConfigureAwait(false);
            }
            finally
            {
                _callers.Remove(caller);
            }
        }
        catch (SocketException fault)
        {
            // The caller was gone before its address could be read.
            accepted.Dispose();
            _logger.CallerFailed(null, fault.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async ValueTask PassOnAsync(WebSocketLink? link)
    {
        if (link is null)
        {
            return;
        }

        _logger.LinkAccepted(link.Peer, link.Remote);
        if (!_links.TryWrite(link))
        {
            await link.CloseAsync("too many links wait to be served; try again later").ConfigureAwait(false);
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }
}
