using System.Net.Sockets;

namespace Mesh.Simulator.Bench.Wires;

/// <summary>Messages over TCP, read in large pieces as any good program does.</summary>
internal sealed class TcpWire(Socket socket) : IWire
{
    private readonly byte[] _buffer = new byte[256 << 10];
    private int _head;
    private int _tail;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            message = message[await socket.SendAsync(message, SocketFlags.None).ConfigureAwait(false)..];
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(int bytes)
    {
        while (_tail - _head < bytes)
        {
            if (_buffer.Length - _head < bytes)
            {
                _buffer.AsSpan(_head, _tail - _head).CopyTo(_buffer);
                _tail -= _head;
                _head = 0;
            }

            int read = await socket.ReceiveAsync(_buffer.AsMemory(_tail), SocketFlags.None).ConfigureAwait(false);
            if (read == 0)
            {
                return default;
            }

            _tail += read;
        }

        ReadOnlyMemory<byte> message = _buffer.AsMemory(_head, bytes);
        _head += bytes;
        if (_head == _tail)
        {
            _head = 0;
            _tail = 0;
        }

        return message;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
