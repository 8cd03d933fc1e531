using System.Net.WebSockets;

namespace Mesh.Simulator.Bench.Wires;

/// <summary>Messages over the runtime's own WebSocket.</summary>
internal sealed class WebSocketWire(WebSocket socket) : IWire
{
    private readonly byte[] _buffer = new byte[256 << 10];

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(int bytes)
    {
        int used = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(_buffer.AsMemory(used), CancellationToken.None).ConfigureAwait(false);
            used += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return default;
            }

            if (received.EndOfMessage)
            {
                return _buffer.AsMemory(0, used);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
