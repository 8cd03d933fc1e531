using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>A wpa_supplicant that follows a script: real datagram sockets in a folder, one for each interface; it answers as told and says what it wants.</summary>
internal sealed class FakeSupplicant : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ConcurrentDictionary<string, Socket> _sockets = [];
    private readonly ConcurrentDictionary<string, EndPoint> _listeners = [];
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>Answers a command on an interface; null for "OK" without more.</summary>
    public Func<string, string, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>All commands, each with its interface in front.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    public string Folder => _folder.Path;

    /// <summary>Begins to look after an interface.</summary>
    public FakeSupplicant With(string on)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, on)));
        _sockets[on] = socket;
        _serving.Add(ServeAsync(on, socket));
        return this;
    }

    /// <summary>Looks after an interface no more.</summary>
    public void Without(string on)
    {
        if (_sockets.TryRemove(on, out Socket? socket))
        {
            socket.Dispose();
            File.Delete(Path.Combine(Folder, on));
        }
    }

    /// <summary>Tells whoever listens on an interface.</summary>
    public void Tell(string on, string told)
    {
        if (_sockets.TryGetValue(on, out Socket? socket) && _listeners.TryGetValue(on, out EndPoint? listener))
        {
            socket.SendTo(Encoding.UTF8.GetBytes($"<3>{told}"), listener);
        }
    }

    /// <summary>Waits until a command came that begins so.</summary>
    public async Task<string> UntilAsync(string beginning, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Commands.FirstOrDefault(command => command.StartsWith(beginning, StringComparison.Ordinal)) is { } command)
            {
                return command;
            }

            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (Socket socket in _sockets.Values)
        {
            socket.Dispose();
        }

        await Task.WhenAll(_serving);
        _end.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync(string on, Socket socket)
    {
        byte[] datagram = new byte[4_096];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(datagram, new UnixDomainSocketEndPoint("/"), _end.Token);
                string command = Encoding.UTF8.GetString(datagram, 0, received.ReceivedBytes);
                if (command == "ATTACH")
                {
                    _listeners[on] = received.RemoteEndPoint;
                }

                Commands.Enqueue($"{on} {command}");
                await socket.SendToAsync(Encoding.UTF8.GetBytes((Answer(on, command) ?? "OK") + "\n"), received.RemoteEndPoint, CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test, or of the interface.
        }
    }
}
