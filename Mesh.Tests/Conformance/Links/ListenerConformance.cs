using System.Diagnostics;
using Mesh.Transports;

namespace Mesh.Tests.Conformance.Links;

/// <summary>What every listener and dialler keeps to, whatever carries the links.</summary>
public abstract class ListenerConformance
{
    private protected abstract LinkPair CreatePair();

    [Theory]
    [InlineData(false, LinkFailure.Self)]
    [InlineData(true, LinkFailure.WrongPeer)]
    public async Task Own_key_and_unexpected_peer_are_refused(bool expectOther, LinkFailure failure)
    {
        await using LinkPair pair = CreatePair();
        ILinkDialer dialer = expectOther ? pair.Dialer : pair.DialerOfListener;
        PeerId? expected = expectOther ? pair.DiallingNode.Peer : null;
        var fault = await Assert.ThrowsAsync<LinkException>(() => dialer.DialAsync([pair.Address], expected, default).WaitAsync(LinkPair.Soon));
        Assert.Equal(failure, fault.Failure);
        Assert.Contains(pair.Address.EndPoint.ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_where_nobody_listens_answers_refused()
    {
        await using LinkPair pair = CreatePair();
        var fault = await Assert.ThrowsAsync<LinkException>(() => pair.Dialer.DialAsync([pair.Nowhere], null, default).WaitAsync(LinkPair.Soon));
        Assert.Equal(LinkFailure.Refused, fault.Failure);
    }

    [Fact]
    public async Task Dead_address_does_not_keep_the_next_one_from_being_dialled()
    {
        await using LinkPair pair = CreatePair();
        await using ILink dialled = await pair.Dialer.DialAsync([pair.Nowhere, pair.Address], null, default).WaitAsync(LinkPair.Soon);
        await using ILink accepted = await pair.Listener.AcceptAsync(default).AsTask().WaitAsync(LinkPair.Soon);
        Assert.Equal(pair.Address.EndPoint, dialled.Remote.EndPoint);
        Assert.Equal(pair.DiallingNode.Peer, accepted.Peer);
    }

    [Fact]
    public async Task Failure_that_tells_most_is_the_one_that_is_told()
    {
        await using LinkPair pair = CreatePair();
        var fault = await Assert.ThrowsAsync<LinkException>(() =>
            pair.Dialer.DialAsync([pair.Nowhere, pair.Address, pair.Nowhere], pair.DiallingNode.Peer, default).WaitAsync(LinkPair.Soon));
        Assert.Equal(LinkFailure.WrongPeer, fault.Failure);
    }

    [Fact]
    public async Task Dialling_no_address_is_a_mistake()
    {
        await using LinkPair pair = CreatePair();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => pair.Dialer.DialAsync([], null, default));
    }

    [Fact]
    public async Task Cancelled_dial_and_cancelled_accept_end_and_the_listener_goes_on()
    {
        await using LinkPair pair = CreatePair();
        using CancellationTokenSource cancel = new();
        Task<ILink> accepting = pair.Listener.AcceptAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.WaitAsync(LinkPair.Soon));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.Dialer.DialAsync([pair.Address], null, cancel.Token).WaitAsync(LinkPair.Soon));
        (ILink dialled, ILink accepted) = await pair.ConnectAsync();
        await dialled.DisposeAsync();
        await accepted.DisposeAsync();
    }

    [Fact]
    public async Task Many_links_open_at_once()
    {
        const int Links = 12;
        await using LinkPair pair = CreatePair();
        Task<ILink>[] dialling = Enumerable.Range(0, Links).Select(_ => pair.Dialer.DialAsync([pair.Address], null, default)).ToArray();
        List<ILink> links = [.. await Task.WhenAll(dialling).WaitAsync(LinkPair.Soon)];
        for (int i = 0; i < Links; i++)
        {
            links.Add(await pair.Listener.AcceptAsync(default).AsTask().WaitAsync(LinkPair.Soon));
        }

        foreach (ILink link in links)
        {
            await link.DisposeAsync();
        }
    }

    [Fact]
    public async Task Disposed_listener_ends_its_readers_and_spares_the_links()
    {
        await using LinkPair pair = CreatePair();
        (ILink dialled, ILink accepted) = await pair.ConnectAsync();
        Task<ILink> accepting = pair.Listener.AcceptAsync(default).AsTask();
        LinkAddress address = pair.Address;
        long start = Stopwatch.GetTimestamp();
        await pair.Listener.DisposeAsync();
        await pair.Listener.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accepting.WaitAsync(LinkPair.Soon));
        await dialled.SendAsync(new byte[] { 42 }, default);
        Assert.Equal(42, (await accepted.ReceiveAsync(default).AsTask().WaitAsync(LinkPair.Soon))!.Value.Span[0]);
        var fault = await Assert.ThrowsAsync<LinkException>(() => pair.Dialer.DialAsync([address], null, default).WaitAsync(LinkPair.Soon));
        Assert.Equal(LinkFailure.Refused, fault.Failure);
        await dialled.DisposeAsync();
        await accepted.DisposeAsync();
    }

    [Fact]
    public async Task Link_that_nobody_takes_ends_with_the_listener()
    {
        await using LinkPair pair = CreatePair();
        await using ILink dialled = await pair.Dialer.DialAsync([pair.Address], null, default).WaitAsync(LinkPair.Soon);
        Task<ReadOnlyMemory<byte>?> reading = dialled.ReceiveAsync(default).AsTask();
        await pair.Listener.DisposeAsync();
        await Assert.ThrowsAsync<LinkException>(() => reading.WaitAsync(LinkPair.Soon));
    }
}
