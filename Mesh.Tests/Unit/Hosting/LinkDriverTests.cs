using Mesh.Diagnostics;
using Mesh.Hosting;
using Mesh.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Hosting;

public sealed class LinkDriverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly NodeInbox _inbox = new();
    private readonly HandClock _time = new();
    private readonly MeshMetrics _metrics = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Messages_reach_the_pump_in_order_and_the_end_comes_last_and_once()
    {
        ScriptedLink link = new();
        LinkDriver driver = Drive(link, out Task running);
        link.Arrive(1);
        link.Arrive(2);
        link.PeerCloses("enough");
        await running.WaitAsync(Patience, Cancelled);

        Assert.Equal([1], FrameOf(await NextAsync()));
        Assert.Equal([2], FrameOf(await NextAsync()));
        PumpItem end = await NextAsync();
        Assert.Equal((PumpItemKind.LinkEnded, driver, "enough"), (end.Kind, end.Subject, end.Detail));
        Assert.False(_inbox.TryReadInput(out _) || _inbox.TryReadAnswer(out _));
        Assert.True(link.IsDisposed);
    }

    [Fact]
    public async Task A_broken_link_ends_with_what_broke_it()
    {
        ScriptedLink link = new();
        Drive(link, out Task running);
        link.Break();
        await running.WaitAsync(Patience, Cancelled);
        Assert.Equal("The cable was cut.", (await NextAsync()).Detail);
    }

    // Prevents that one peer's flood fills the node's input and its memory: the reader waits, and TCP slows the peer.
    [Fact]
    public async Task The_reader_waits_while_the_pump_is_behind()
    {
        ScriptedLink link = new();
        LinkDriver driver = Drive(link, out Task running);
        for (int i = 0; i < 3 * NodeLimits.LinkFramesWaitingMax; i++)
        {
            link.Arrive(1);
        }

        List<PumpItem> waiting = [];
        for (int i = 0; i < NodeLimits.LinkFramesWaitingMax; i++)
        {
            waiting.Add(await NextAsync());
        }

        Assert.Equal(NodeLimits.LinkFramesWaitingMax, link.Received);
        Assert.False(_inbox.TryReadInput(out _));
        ((RentedFrame)waiting[0].Subject!).Dispose();
        ((RentedFrame)waiting[0].Subject!).Dispose();
        await NextAsync();
        Assert.Equal(NodeLimits.LinkFramesWaitingMax + 1, link.Received);
        driver.Close("done");
        await running.WaitAsync(Patience, Cancelled);
    }

    [Fact]
    public async Task Everything_that_waits_leaves_as_one_message()
    {
        ScriptedLink link = new() { IsStuck = true };
        LinkDriver driver = Drive(link, out Task running);
        Send(driver, [1], SendClass.Chat, tag: 5);
        link.LetOneOut();
        Assert.Equal([1], await link.Sent.Reader.ReadAsync(Cancelled));
        PumpItem written = await AnswerAsync();
        Assert.Equal((PumpItemKind.BundleWritten, 5L), (written.Kind, written.Input.Number));

        driver.Send([2], SendClass.Bulk, 0);
        driver.Send([3], SendClass.Chat, 0);
        driver.Send([4], SendClass.Control, 0);
        driver.Flush();
        link.LetOneOut();
        Assert.Equal([4, 3, 2], await link.Sent.Reader.ReadAsync(Cancelled));
        driver.Close("done");
        await running.WaitAsync(Patience, Cancelled);
    }

    [Fact]
    public async Task Closing_sends_what_is_queued_first_and_the_first_reason_counts()
    {
        ScriptedLink link = new();
        LinkDriver driver = Drive(link, out Task running);
        driver.Send([9], SendClass.Control, 0);
        driver.Close("refused: full");
        driver.Close("later");
        await running.WaitAsync(Patience, Cancelled);

        Assert.Equal([9], await link.Sent.Reader.ReadAsync(Cancelled));
        Assert.Equal(["refused: full"], link.Closed);
        Assert.Equal("refused: full", (await NextAsync()).Detail);
    }

    [Fact]
    public async Task A_peer_that_reads_nothing_cannot_hold_up_a_close()
    {
        ScriptedLink link = new() { IsStuck = true };
        LinkDriver driver = Drive(link, out Task running);
        Send(driver, [1], SendClass.Chat);
        driver.Close("goodbye");
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(["goodbye"], link.Closed);
        Assert.InRange(_time.GetTimestamp(), NodeLimits.CloseFlushTime.Ticks, long.MaxValue);
    }

    // Prevents that a peer that stops reading makes us keep everything that is said.
    [Fact]
    public async Task A_link_that_cannot_keep_up_is_closed()
    {
        ScriptedLink link = new() { IsStuck = true };
        LinkDriver driver = Drive(link, out Task running);
        byte[] record = new byte[100_000];
        for (int sent = 0; sent < NodeLimits.SendQueueBytesMax / record.Length + 2; sent++)
        {
            driver.Send(record, SendClass.Chat, 0);
        }

        PumpItem congested = await AnswerAsync();
        Assert.Equal((PumpItemKind.Input, MeshInputKind.QueueChanged), (congested.Kind, congested.Input.Kind));
        Assert.InRange(congested.Input.Number, NodeLimits.QueueCongestedBytes, NodeLimits.QueueCongestedBytes + record.Length + 100);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.StartsWith("slow", Assert.Single(link.Closed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopping_node_ends_its_links_at_once()
    {
        using CancellationTokenSource stopping = new();
        ScriptedLink link = new() { IsStuck = true };
        LinkDriver driver = new(new LinkId(1), link, _inbox, new NodeClock(_time), _metrics, NullLogger.Instance);
        Task running = driver.RunAsync(stopping.Token);
        Send(driver, [1], SendClass.Chat);
        await stopping.CancelAsync();
        await running.WaitAsync(Patience, Cancelled);
        Assert.Equal(PumpItemKind.LinkEnded, (await NextAsync()).Kind);
        Assert.True(link.IsDisposed);
    }

    private static byte[] FrameOf(PumpItem item)
    {
        Assert.Equal((PumpItemKind.Frame, new LinkId(1)), (item.Kind, item.Input.Link));
        return item.Input.Bytes.ToArray();
    }

    private static void Send(LinkDriver driver, byte[] record, SendClass sendClass, long tag = 0)
    {
        driver.Send(record, sendClass, tag);
        driver.Flush();
    }

    private LinkDriver Drive(ScriptedLink link, out Task running)
    {
        LinkDriver driver = new(new LinkId(1), link, _inbox, new NodeClock(_time), _metrics, NullLogger.Instance);
        running = driver.RunAsync(Cancelled);
        return driver;
    }

    private async Task<PumpItem> NextAsync()
    {
        PumpItem item;
        while (!_inbox.TryReadInput(out item))
        {
            await _inbox.WaitAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);
        }

        return item;
    }

    private async Task<PumpItem> AnswerAsync()
    {
        PumpItem item;
        while (!_inbox.TryReadAnswer(out item))
        {
            await _inbox.WaitAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);
        }

        return item;
    }
}
