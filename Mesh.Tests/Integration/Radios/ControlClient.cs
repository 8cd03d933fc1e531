using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Radios;

/// <summary>A client of one control socket of wpa_supplicant that speaks its words as they are.</summary>
internal sealed class ControlClient : IDisposable
{
    private const int DatagramBytesMax = 65536;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _own;
    private readonly string _path;
    private readonly List<string> _events = [];

    private ControlClient(string path)
    {
        _path = path;
        _own = Path.Combine(Path.GetTempPath(), $"mesh-ctrl-{Guid.NewGuid():N}");
        _socket.Bind(new UnixDomainSocketEndPoint(_own));
        _socket.Connect(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>Connects to the laptop's socket of that name and asks for its events.</summary>
    public static async Task<ControlClient> OpenAsync(RadioLaptop laptop, string name)
    {
        var client = new ControlClient(Path.Combine(laptop.Control.Path, name));
        Assert.Equal("OK", await client.AskAsync("ATTACH"));
        return client;
    }

    /// <summary>Sends a command and returns its answer without the end of the line.</summary>
    public async Task<string> AskAsync(string command)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(command));
        while (true)
        {
            string came = await ReadAsync($"an answer to {command}");
            if (!came.StartsWith('<'))
            {
                return came.TrimEnd('\n');
            }

            _events.Add(came);
        }
    }

    /// <summary>Sends commands that must succeed.</summary>
    public async Task DoAsync(params string[] commands)
    {
        foreach (string command in commands)
        {
            Assert.Equal((command, "OK"), (command, await AskAsync(command)));
        }
    }

    /// <summary>The first event since the last call of this method that holds the word.</summary>
    public async Task<string> WaitForAsync(string word)
    {
        while (true)
        {
            if (_events.FindIndex(one => one.Contains(word, StringComparison.Ordinal)) is var index and >= 0)
            {
                string found = _events[index];
                _events.RemoveRange(0, index + 1);
                return found;
            }

            _events.Add(await ReadAsync($"the event {word}"));
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_own);
    }

    private async Task<string> ReadAsync(string what)
    {
        using var patience = new CancellationTokenSource(RadioAir.Patience);
        byte[] datagram = new byte[DatagramBytesMax];
        try
        {
            return Encoding.UTF8.GetString(datagram, 0, await _socket.ReceiveAsync(datagram, patience.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_path} did not give {what} within {RadioAir.Patience}; the last events: {string.Join(" ", _events.TakeLast(10))}");
        }
    }
}
