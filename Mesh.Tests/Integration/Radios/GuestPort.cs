using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Radios;

/// <summary>
/// The host's end of one serial port of the guest, behind which an agent runs programs and relays sockets. The frames are
/// described in <c>Guest/agent</c>.
/// </summary>
internal sealed class GuestPort : IAsyncDisposable
{
    private const int HeaderBytes = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<(int, string)>> _programs = [];
    private readonly ConcurrentDictionary<uint, GuestChannel> _channels = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<GuestStock> _changed;
    private Socket? _connection;
    private Task _reading = Task.CompletedTask;
    private uint _numbers;

    /// <summary>Waits for the guest at a socket that <paramref name="path"/> names; <paramref name="changed"/> is told what the agent sees.</summary>
    public GuestPort(string name, string path, Action<GuestStock> changed)
    {
        Name = name;
        Path = path;
        _changed = changed;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(1);
    }

    /// <summary>The port's name in the guest.</summary>
    public string Name { get; }

    public string Path { get; }

    /// <summary>Waits until the agent of this port has spoken.</summary>
    public async Task ConnectAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        _connection = await _listener.AcceptAsync(patience.Token);
        _reading = ReadAsync(_connection);
        await _ready.Task.WaitAsync(patience.Token);
    }

    /// <summary>Runs a program in the guest and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message holds its words.</exception>
    public async Task<string> RunAsync(params string[] words)
    {
        (int code, string output) = await TryAsync(words);
        return code == 0
            ? output
            : throw new InvalidOperationException($"In {Name} of the guest `{string.Join(' ', words)}` ended with {code}: {output.Trim()}");
    }

    /// <summary>Runs a program in the guest and returns its code and what it printed.</summary>
    public async Task<(int Code, string Output)> TryAsync(params string[] words)
    {
        uint number = Interlocked.Increment(ref _numbers);
        TaskCompletionSource<(int, string)> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _programs[number] = ended;
        await SendAsync('R', number, Encoding.UTF8.GetBytes(string.Join('\0', words)));
        try
        {
            return await ended.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"In {Name} of the guest `{string.Join(' ', words)}` was still running after {Patience}.");
        }
    }

    /// <summary>Opens a channel to a socket of the guest.</summary>
    public async Task<GuestChannel> OpenAsync(SocketType type, string path, Action<byte[]> came, Action<string> closed)
    {
        var channel = new GuestChannel(Interlocked.Increment(ref _numbers), came, closed);
        _channels[channel.Number] = channel;
        await SendAsync('O', channel.Number, Encoding.UTF8.GetBytes((type == SocketType.Dgram ? "d" : "s") + path));
        return channel;
    }

    public Task SendAsync(GuestChannel channel, ReadOnlyMemory<byte> payload) => SendAsync('D', channel.Number, payload);

    public Task CloseAsync(GuestChannel channel) => _channels.TryRemove(channel.Number, out _)
        ? SendAsync('C', channel.Number, default)
        : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _connection?.Dispose();
        await _reading;
        _sending.Dispose();
    }

    private async Task SendAsync(char kind, uint channel, ReadOnlyMemory<byte> payload)
    {
        byte[] frame = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length);
        frame[4] = (byte)kind;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(5), channel);
        payload.CopyTo(frame.AsMemory(HeaderBytes));
        await _sending.WaitAsync();
        try
        {
            for (int sent = 0; sent < frame.Length;)
            {
                sent += await _connection!.SendAsync(frame.AsMemory(sent));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new InvalidOperationException($"The guest with the emulated radios has gone: {exception.Message}", exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync(Socket connection)
    {
        string end = "its serial port was closed";
        try
        {
            await using var stream = new NetworkStream(connection);
            byte[] header = new byte[HeaderBytes];
            while (true)
            {
                await stream.ReadExactlyAsync(header);
                byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
                await stream.ReadExactlyAsync(payload);
                Take((char)header[4], BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(5)), payload);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            end = exception.Message;
        }

        var gone = new InvalidOperationException($"The guest with the emulated radios has gone: {end}");
        _ready.TrySetException(gone);
        foreach (TaskCompletionSource<(int, string)> program in _programs.Values)
        {
            program.TrySetException(gone);
        }
    }

    private void Take(char kind, uint number, byte[] payload)
    {
        switch (kind)
        {
            case 'R' when _programs.TryRemove(number, out TaskCompletionSource<(int, string)>? program):
                string[] parts = Encoding.UTF8.GetString(payload).Split('\n', 2);
                program.TrySetResult((int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]));
                break;
            case 'D' when _channels.TryGetValue(number, out GuestChannel? channel):
                channel.Came(payload);
                break;
            case 'C' when _channels.TryRemove(number, out GuestChannel? channel):
                channel.Closed(Encoding.UTF8.GetString(payload));
                break;
            case 'I':
                _changed(GuestStock.Parse(Encoding.UTF8.GetString(payload)));
                _ready.TrySetResult();
                break;
        }
    }
}
