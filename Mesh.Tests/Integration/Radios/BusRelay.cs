using System.Net.Sockets;
using System.Threading.Channels;

namespace Mesh.Tests.Integration.Radios;

/// <summary>The system bus of a laptop in the guest, for programs outside that speak to NetworkManager.</summary>
internal sealed class BusRelay : IAsyncDisposable
{
    private const string GuestPath = "/run/dbus/system_bus_socket";
    private const int BytesAtOnce = 65536;
    private const int ConnectionsMax = 64;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly GuestPort _port;
    private readonly Task _serving;

    public BusRelay(string path, GuestPort port)
    {
        Path = path;
        _port = port;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(ConnectionsMax);
        _serving = ServeAsync();
    }

    /// <summary>The socket, for <c>DBUS_SYSTEM_BUS_ADDRESS</c>.</summary>
    public string Path { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptAsync()));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended, and with it the programs that have connections open.
        }

        await Task.WhenAll(relays);
    }

    private async Task RelayAsync(Socket connection)
    {
        Channel<byte[]> answers = Channel.CreateUnbounded<byte[]>();
        GuestChannel channel = await _port.OpenAsync(
            SocketType.Stream, GuestPath, bytes => answers.Writer.TryWrite(bytes), _ => answers.Writer.TryComplete());
        Task answering = AnswerAsync(connection, answers.Reader);
        byte[] buffer = new byte[BytesAtOnce];
        try
        {
            for (int count = await connection.ReceiveAsync(buffer); count > 0; count = await connection.ReceiveAsync(buffer))
            {
                await _port.SendAsync(channel, buffer.AsMemory(0, count));
            }

            await _port.CloseAsync(channel);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of both sides has gone; the other is told by the end of its connection.
        }

        answers.Writer.TryComplete();
        await answering;
    }

    private static async Task AnswerAsync(Socket connection, ChannelReader<byte[]> answers)
    {
        try
        {
            await foreach (byte[] bytes in answers.ReadAllAsync())
            {
                for (int sent = 0; sent < bytes.Length;)
                {
                    sent += await connection.SendAsync(bytes.AsMemory(sent));
                }
            }
        }
        catch (SocketException)
        {
            // Who asked has gone.
        }

        connection.Dispose();
    }
}
