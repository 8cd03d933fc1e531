using System.Net.Sockets;
using Mesh.Node.Api;
using Mesh.Node.Diagnostics;
using Mesh.Node.Lines;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Control;

/// <summary>
/// Lets other commands of the same user on this machine use the running node, through a Unix domain socket that only the user can reach
/// (docs/command.md, "Control socket"). Bounded: clients, line length, lines that wait for a slow reader.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Clients at a time.</summary>
    public const int ClientsMax = 16;

    private readonly ApiNode _api;
    private readonly NodeStatus _start;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ControlSocketFile _file;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, Task> _clients = [];
    private readonly Lock _lock = new();
    private Task _accepting = Task.CompletedTask;
    private int _nextClient;

    private ControlServer(ApiNode api, NodeStatus start, ControlSocketFile file, TimeProvider time, ILogger log)
    {
        _api = api;
        _start = start;
        _file = file;
        _time = time;
        _log = log;
    }

    /// <summary>Opens the socket and serves until disposed.</summary>
    /// <param name="api">What commands work on.</param>
    /// <param name="start">What the node says of itself.</param>
    /// <param name="path">The socket.</param>
    /// <param name="time">Measures patience.</param>
    /// <param name="log">Gets what goes wrong.</param>
    /// <exception cref="IOException">The socket cannot be made, or another node serves it.</exception>
    public static ControlServer Start(ApiNode api, NodeStatus start, string path, TimeProvider time, ILogger log)
    {
        ControlServer server = new(api, start, ControlSocketFile.Create(path), time, log);
        server._accepting = server.AcceptAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _file.Dispose();
        await _accepting;
        Task[] clients;
        lock (_lock)
        {
            clients = [.. _clients.Values];
        }

        await Task.WhenAll(clients);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await _file.Listener.AcceptAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                if (!_stop.IsCancellationRequested)
                {
                    CommandLog.AcceptFailed(_log, fault.Message);
                }

                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        lock (_lock)
        {
            int number = _nextClient++;
            bool isRefused = _clients.Count >= ClientsMax;
            ControlSession session = new(_api, _start, socket, _time);

            // The task is entered before it can end, because ending takes the same lock.
            _clients[number] = Task.Run(() => RunAsync(session, number, isRefused));
        }
    }

    private async Task RunAsync(ControlSession session, int number, bool isRefused)
    {
        try
        {
            await (isRefused ? session.RefuseAsync(_stop.Token) : session.RunAsync(_stop.Token));
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            CommandLog.ClientEnded(_log, fault.Message);
        }
        finally
        {
            session.Dispose();
            lock (_lock)
            {
                _clients.Remove(number);
            }
        }
    }
}
