using System.Diagnostics;
using Mesh.Transports;

namespace Mesh.Tests.Conformance.Links;

/// <summary>What every link keeps to, whatever carries it.</summary>
public abstract class LinkConformance : IAsyncLifetime
{
    private const int FillBytes = 100_000;

    /// <summary>A send that takes longer waits for the reader.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(500);

    private LinkPair _pair = null!;
    private ILink _dialled = null!;
    private ILink _accepted = null!;

    private protected abstract LinkPair CreatePair();

    public async ValueTask InitializeAsync()
    {
        _pair = CreatePair();
        (_dialled, _accepted) = await _pair.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _dialled.DisposeAsync();
        await _accepted.DisposeAsync();
        await _pair.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Each_side_knows_the_other_and_both_bindings_agree()
    {
        Assert.Equal(_pair.ListeningNode.Peer, _dialled.Peer);
        Assert.Equal(_pair.DiallingNode.Peer, _accepted.Peer);
        Assert.Equal(_pair.ListeningNode.PublicKey.ToArray(), _dialled.PeerKey.ToArray());
        Assert.Equal(_pair.DiallingNode.PublicKey.ToArray(), _accepted.PeerKey.ToArray());
        Assert.Equal(_dialled.LocalBinding, _accepted.RemoteBinding);
        Assert.Equal(_dialled.RemoteBinding, _accepted.LocalBinding);
        Assert.NotEqual(_dialled.LocalBinding, _accepted.LocalBinding);
        Assert.True(_dialled.IsInitiator);
        Assert.False(_accepted.IsInitiator);
        Assert.Equal(_pair.Address.EndPoint, _dialled.Remote.EndPoint);
        Assert.Equal("", _dialled.CloseReason);
    }

    [Fact]
    public async Task Messages_arrive_in_order_and_whole_in_both_directions()
    {
        int[] sizes = [1, 0, 125, 126, 127, 4096, 65_535, 65_536, 8191, 8192, 8193, LinkLimits.MessageBytesMax, 1];
        await Task.WhenAll(SendAllAsync(_dialled, sizes), ReceiveAllAsync(_accepted, sizes), SendAllAsync(_accepted, sizes), ReceiveAllAsync(_dialled, sizes)).WaitAsync(LinkPair.Soon);
    }

    [Fact]
    public async Task Many_small_messages_keep_their_order()
    {
        int[] sizes = Enumerable.Range(0, 2000).Select(i => i % 300).ToArray();
        await Task.WhenAll(SendAllAsync(_dialled, sizes), ReceiveAllAsync(_accepted, sizes)).WaitAsync(LinkPair.Soon);
    }

    // Prevents our own mistakes from costing a link: the peer would have to close it.
    [Fact]
    public async Task Message_over_the_limit_is_refused_before_it_is_sent_and_the_link_stays_up()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await _dialled.SendAsync(new byte[LinkLimits.MessageBytesMax + 1], default));
        await Task.WhenAll(SendAllAsync(_dialled, [7]), ReceiveAllAsync(_accepted, [7])).WaitAsync(LinkPair.Soon);
    }

    [Fact]
    public async Task Bytes_are_counted_on_both_sides()
    {
        long sent = _dialled.SentBytes;
        long received = _accepted.ReceivedBytes;
        await Task.WhenAll(SendAllAsync(_dialled, [10_000]), ReceiveAllAsync(_accepted, [10_000])).WaitAsync(LinkPair.Soon);
        Assert.InRange(_dialled.SentBytes - sent, 10_000, 10_200);
        Assert.InRange(_accepted.ReceivedBytes - received, 10_000, 10_200);
    }

    [Fact]
    public async Task Close_reason_reaches_the_peer_after_what_was_sent_before()
    {
        await _dialled.SendAsync(new byte[] { 1, 2, 3 }, default);
        Task closing = _dialled.CloseAsync("wrong passphrase").AsTask();
        Assert.Equal(3, (await ReceiveAsync(_accepted))!.Value.Length);
        Assert.Null(await ReceiveAsync(_accepted));
        Assert.Null(await ReceiveAsync(_accepted));
        Assert.Equal("wrong passphrase", _accepted.CloseReason);
        await closing.WaitAsync(LinkPair.Soon);
        Assert.Equal("", _dialled.CloseReason);
    }

    [Fact]
    public async Task Long_close_reason_is_cut_to_120_bytes_of_whole_characters()
    {
        Task closing = _accepted.CloseAsync(string.Concat(Enumerable.Repeat("äöü€", 40))).AsTask();
        Assert.Null(await ReceiveAsync(_dialled));
        await closing.WaitAsync(LinkPair.Soon);
        Assert.Equal(string.Concat(Enumerable.Repeat("äöü€", 13)) + "ä", _dialled.CloseReason);
    }

    [Fact]
    public async Task Closed_link_takes_nothing_more_on_either_side()
    {
        Task closing = _dialled.CloseAsync("bye").AsTask();
        Assert.Null(await ReceiveAsync(_accepted));
        await closing.WaitAsync(LinkPair.Soon);
        await _dialled.CloseAsync("again");
        Assert.Null(await ReceiveAsync(_dialled));
        foreach (ILink link in (ILink[])[_dialled, _accepted])
        {
            var fault = await Assert.ThrowsAsync<LinkException>(async () => await link.SendAsync(new byte[1], default));
            Assert.Equal(LinkFailure.Broken, fault.Failure);
        }
    }

    [Fact]
    public async Task Reader_waiting_while_its_own_side_closes_ends_with_null()
    {
        Task<ReadOnlyMemory<byte>?> reading = _dialled.ReceiveAsync(default).AsTask();
        Task closing = _dialled.CloseAsync("bye").AsTask();
        Assert.Null(await ReceiveAsync(_accepted));
        Assert.Null(await reading.WaitAsync(LinkPair.Soon));
        await closing.WaitAsync(LinkPair.Soon);
    }

    [Fact]
    public async Task Both_sides_may_close_at_once()
    {
        await Task.WhenAll(_dialled.CloseAsync("one").AsTask(), _accepted.CloseAsync("two").AsTask()).WaitAsync(LinkPair.Soon);
    }

    // Prevents a peer that stops reading from holding up whoever closes its link.
    [Fact]
    public async Task Closing_towards_a_peer_that_does_not_read_is_over_in_about_a_second()
    {
        (_, Task waiting) = await FillUntilItWaitsAsync(_dialled, default);
        long start = Stopwatch.GetTimestamp();
        await _dialled.CloseAsync("bye").AsTask().WaitAsync(LinkPair.Soon);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 3);
        await Assert.ThrowsAsync<LinkException>(() => waiting.WaitAsync(LinkPair.Soon));
    }

    // Prevents a slow peer from making this node's memory grow.
    [Fact]
    public async Task Sender_waits_for_a_reader_and_nothing_is_lost()
    {
        (int sent, Task waiting) = await FillUntilItWaitsAsync(_dialled, default);
        Assert.InRange(sent, 1, 1000);
        for (int i = 0; i < sent; i++)
        {
            Assert.True((await ReceiveAsync(_accepted))!.Value.Span.SequenceEqual(Pattern(i, FillBytes)));
        }

        await waiting.WaitAsync(LinkPair.Soon);
    }

    [Fact]
    public async Task Sender_that_waits_is_told_when_the_peer_goes()
    {
        (_, Task waiting) = await FillUntilItWaitsAsync(_dialled, default);
        await _accepted.DisposeAsync();
        var fault = await Assert.ThrowsAsync<LinkException>(() => waiting.WaitAsync(LinkPair.Soon));
        Assert.Equal(LinkFailure.Broken, fault.Failure);
    }

    [Fact]
    public async Task Sender_that_waits_can_be_cancelled_and_the_link_is_down_then()
    {
        using CancellationTokenSource cancel = new();
        (_, Task waiting) = await FillUntilItWaitsAsync(_dialled, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(LinkPair.Soon));
        await Assert.ThrowsAsync<LinkException>(async () => await _dialled.SendAsync(new byte[1], default));
    }

    [Fact]
    public async Task Cancelled_reader_takes_the_link_down()
    {
        using CancellationTokenSource cancel = new();
        Task<ReadOnlyMemory<byte>?> reading = _dialled.ReceiveAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(LinkPair.Soon));
        await Assert.ThrowsAsync<LinkException>(async () => await _dialled.SendAsync(new byte[1], default));
        await Assert.ThrowsAsync<LinkException>(() => ReceiveAsync(_accepted));
    }

    [Fact]
    public async Task Disposing_is_quick_idempotent_and_ends_readers_on_both_sides()
    {
        Task<ReadOnlyMemory<byte>?> here = _dialled.ReceiveAsync(default).AsTask();
        Task<ReadOnlyMemory<byte>?> there = _accepted.ReceiveAsync(default).AsTask();
        long start = Stopwatch.GetTimestamp();
        await _dialled.DisposeAsync();
        await _dialled.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
        Assert.Equal(LinkFailure.Broken, (await Assert.ThrowsAsync<LinkException>(() => here.WaitAsync(LinkPair.Soon))).Failure);
        Assert.Equal(LinkFailure.Broken, (await Assert.ThrowsAsync<LinkException>(() => there.WaitAsync(LinkPair.Soon))).Failure);
        await Assert.ThrowsAsync<LinkException>(async () => await _dialled.SendAsync(new byte[1], default));
        await _dialled.CloseAsync("too late");
    }

    private static byte[] Pattern(int index, int size)
    {
        byte[] bytes = new byte[size];
        new Random(index).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendAllAsync(ILink link, int[] sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            await link.SendAsync(Pattern(i, sizes[i]), default);
        }
    }

    private static async Task ReceiveAllAsync(ILink link, int[] sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            ReadOnlyMemory<byte>? message = await link.ReceiveAsync(default);
            Assert.True(message!.Value.Span.SequenceEqual(Pattern(i, sizes[i])), $"message {i} of {sizes[i]} bytes");
        }
    }

    private static Task<ReadOnlyMemory<byte>?> ReceiveAsync(ILink link) => link.ReceiveAsync(default).AsTask().WaitAsync(LinkPair.Soon);

    /// <summary>Sends until a message has waited for a while; returns how many were sent, that one included, and its sending.</summary>
    private static async Task<(int Sent, Task Waiting)> FillUntilItWaitsAsync(ILink link, CancellationToken cancellationToken)
    {
        for (int sent = 0; ; sent++)
        {
            Task sending = link.SendAsync(Pattern(sent, FillBytes), cancellationToken).AsTask();
            try
            {
                await sending.WaitAsync(Waits, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                return (sent + 1, sending);
            }
        }
    }
}
