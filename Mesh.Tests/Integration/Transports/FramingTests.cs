using System.Buffers.Binary;
using Mesh.Tests.Conformance.Links;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Transports;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Integration.Transports;

/// <summary>What RFC 6455 allows and every client may do, on the listener of links: fragments, control frames between them, any mask, a close with its status.</summary>
[Collection(LabCollection.Name)]
public sealed class FramingTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly WebSocketPair _pair = new(new WebSocketOptions());
    private RawCaller? _caller;
    private ILink? _link;

    private RawCaller Caller => _caller!;

    private ILink Link => _link!;

    public async ValueTask InitializeAsync()
    {
        _caller = await RawCaller.ConnectWebSocketAsync(_pair.WebSocketListener.Port, _pair.DiallingCertificate.Certificate);
        _link = await _pair.Listener.AcceptAsync(default).AsTask().WaitAsync(Soon);
    }

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        await Caller.DisposeAsync();
        await _pair.DisposeAsync();
    }

    [Fact]
    public async Task Fragments_with_a_ping_between_them_are_one_message_and_the_ping_is_answered()
    {
        Task<ReadOnlyMemory<byte>?> reading = Link.ReceiveAsync(default).AsTask();
        await Caller.SendFrameAsync(0x02, 1, 2);
        await Caller.SendFrameAsync(0x89, 7, 8, 9);
        await Caller.SendFrameAsync(0x00);
        await Caller.SendFrameAsync(0x80, 3);

        byte[] pong = new byte[5];
        await Caller.Stream.ReadExactlyAsync(pong).AsTask().WaitAsync(Soon);

        Assert.Equal([0x8a, 3, 7, 8, 9], pong);
        Assert.Equal([1, 2, 3], (await reading.WaitAsync(Soon))!.Value.ToArray());
    }

    [Fact]
    public async Task A_mask_is_taken_off()
    {
        Task<ReadOnlyMemory<byte>?> reading = Link.ReceiveAsync(default).AsTask();
        byte[] mask = [0xa5, 0x5a, 0x0f, 0xf0];
        byte[] payload = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        await Caller.SayAsync([0x82, (byte)(0x80 | payload.Length), .. mask, .. payload.Select((value, place) => (byte)(value ^ mask[place % 4]))]);

        Assert.Equal(payload, (await reading.WaitAsync(Soon))!.Value.ToArray());
    }

    [Fact]
    public async Task A_close_ends_the_link_with_its_reason_and_is_answered_with_its_status()
    {
        Task<ReadOnlyMemory<byte>?> reading = Link.ReceiveAsync(default).AsTask();
        await Caller.SendFrameAsync(0x88, [.. Status(1000), .. "goodbye"u8]);

        Assert.Null(await reading.WaitAsync(Soon));
        Assert.Equal("goodbye", Link.CloseReason);
        await Link.DisposeAsync();
        Assert.Equal(1000, await Caller.ReadCloseStatusAsync());
    }

    [Theory]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(999)]
    public async Task A_close_with_a_status_that_nobody_may_send_is_a_violation(int status)
    {
        Task<ReadOnlyMemory<byte>?> reading = Link.ReceiveAsync(default).AsTask();
        await Caller.SendFrameAsync(0x88, Status(status));

        Assert.Equal(LinkFailure.Violation, (await Assert.ThrowsAsync<LinkException>(() => reading.WaitAsync(Soon))).Failure);
        Assert.Equal(1002, await Caller.ReadCloseStatusAsync());
    }

    [Fact]
    public async Task A_close_whose_reason_is_no_utf_8_is_a_violation()
    {
        Task<ReadOnlyMemory<byte>?> reading = Link.ReceiveAsync(default).AsTask();
        await Caller.SendFrameAsync(0x88, [.. Status(1000), 0xc3, 0x28]);

        Assert.Equal(LinkFailure.Violation, (await Assert.ThrowsAsync<LinkException>(() => reading.WaitAsync(Soon))).Failure);
        Assert.InRange(await Caller.ReadCloseStatusAsync(), 1002, 1007);
    }

    private static byte[] Status(int status)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)status);
        return bytes;
    }
}
