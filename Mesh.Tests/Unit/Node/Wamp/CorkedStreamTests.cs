using System.Net.WebSockets;
using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Several messages in one write.</summary>
public sealed class CorkedStreamTests
{
    [Fact]
    public async Task Messages_of_a_websocket_leave_together_when_the_cork_is_pulled()
    {
        CountingStream wire = new();
        CorkedStream corked = new(wire);
        using WebSocket socket = WebSocket.CreateFromStream(corked, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        corked.IsCorked = true;
        for (byte number = 1; number <= 2; number++)
        {
            await socket.SendAsync(new[] { number }, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, wire.Writes);
        corked.IsCorked = false;
        await socket.SendAsync(new byte[] { 3 }, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);

        Assert.Equal(1, wire.Writes);
        Assert.Equal("820101820102820103", Convert.ToHexStringLower(wire.ToArray()));
        await socket.SendAsync(new byte[] { 4 }, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
        Assert.Equal(2, wire.Writes);
    }

    [Fact]
    public async Task More_than_fits_is_not_held_back()
    {
        CountingStream wire = new();
        CorkedStream corked = new(wire) { IsCorked = true };

        await corked.WriteAsync(new byte[WampLimits.WriteBytesMax], TestContext.Current.CancellationToken);
        await corked.WriteAsync(new byte[1], TestContext.Current.CancellationToken);

        Assert.Equal(WampLimits.WriteBytesMax + 1, wire.Length);
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
