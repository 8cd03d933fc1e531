using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mesh.Tests.Integration.Radios;

/// <summary>
/// A folder with the control sockets of a laptop's wpa_supplicant, as it would be under <c>/run</c> if that ran here: each is a
/// relay to the socket of the same name in the guest. Every client keeps a channel of its own, as wpa_supplicant tells its
/// clients apart by their addresses.
/// </summary>
internal sealed class ControlFolder : IAsyncDisposable
{
    private const string GuestFolder = "/run/wpa_supplicant";
    private const int DatagramBytesMax = 65536;

    private readonly GuestPort _port;
    private readonly ConcurrentDictionary<string, (Socket Socket, Task Serving)> _sockets = [];

    public ControlFolder(string path, GuestPort port)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _port = port;
    }

    /// <summary>What <c>mesh wifi --wpa-socket</c> is given.</summary>
    public string Path { get; }

    /// <summary>Names of the sockets that are there now.</summary>
    public IEnumerable<string> Names => _sockets.Keys;

    /// <summary>Makes the folder hold sockets of these names and no others.</summary>
    public void Follow(IReadOnlySet<string> names)
    {
        foreach (string gone in _sockets.Keys.Where(name => !names.Contains(name)))
        {
            Remove(gone);
        }

        foreach (string added in names.Where(name => !_sockets.ContainsKey(name)))
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.Bind(new UnixDomainSocketEndPoint(System.IO.Path.Combine(Path, added)));
            _sockets[added] = (socket, ServeAsync(socket, $"{GuestFolder}/{added}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] serving = [.. _sockets.Values.Select(one => one.Serving)];
        foreach (string name in _sockets.Keys)
        {
            Remove(name);
        }

        await Task.WhenAll(serving);
    }

    private void Remove(string name)
    {
        if (_sockets.TryRemove(name, out (Socket Socket, Task Serving) one))
        {
            File.Delete(System.IO.Path.Combine(Path, name));
            one.Socket.Dispose();
        }
    }

    private async Task ServeAsync(Socket socket, string guestPath)
    {
        byte[] datagram = new byte[DatagramBytesMax];
        ConcurrentDictionary<string, GuestChannel> clients = [];
        try
        {
            while (true)
            {
                SocketReceiveFromResult came = await socket.ReceiveFromAsync(datagram, new UnixDomainSocketEndPoint("/none"));
                string client = came.RemoteEndPoint.ToString()!;
                if (!clients.TryGetValue(client, out GuestChannel? channel))
                {
                    channel = await _port.OpenAsync(
                        SocketType.Dgram, guestPath, reply => Answer(socket, came.RemoteEndPoint, reply, clients), _ => clients.TryRemove(client, out GuestChannel? _));
                    clients[client] = channel;
                }

                await _port.SendAsync(channel, datagram.AsMemory(0, came.ReceivedBytes));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The socket's interface has gone, or the guest has, or the test has ended.
        }

    }

    private void Answer(Socket socket, EndPoint client, byte[] reply, ConcurrentDictionary<string, GuestChannel> clients)
    {
        try
        {
            socket.SendTo(reply, client);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // Who asked does not read. wpa_supplicant loses such an event too.
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Who asked has gone without a word; wpa_supplicant drops such a client too.
            if (clients.TryRemove(client.ToString()!, out GuestChannel? channel))
            {
                _ = _port.CloseAsync(channel);
            }
        }
    }
}
