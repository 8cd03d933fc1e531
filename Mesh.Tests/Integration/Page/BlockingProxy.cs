using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Page;

/// <summary>A proxy of the kind that knows no WebSocket: it passes bytes on and refuses every upgrade.</summary>
internal sealed class BlockingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _letsThrough;

    public BlockingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>From now on upgrades pass.</summary>
    public void LetThrough() => _letsThrough = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (TcpClient node = new())
        {
            try
            {
                await node.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(UpAsync(client.GetStream(), node.GetStream()), node.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
            {
                // One side is gone.
            }
        }
    }

    /// <summary>A browser's request fits into one piece here, so each piece is looked at alone.</summary>
    private async Task UpAsync(NetworkStream from, NetworkStream to)
    {
        byte[] piece = new byte[64 << 10];
        while (await from.ReadAsync(piece, _stop.Token) is > 0 and int count)
        {
            if (!_letsThrough && Encoding.ASCII.GetString(piece, 0, count).Contains("Upgrade: websocket", StringComparison.OrdinalIgnoreCase))
            {
                await from.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                return;
            }

            await to.WriteAsync(piece.AsMemory(0, count), _stop.Token);
        }
    }
}
