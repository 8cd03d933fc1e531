using System.Buffers;
using Mesh.Diagnostics;
using Mesh.Protocol;
using Mesh.Transports;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>
/// Drives one link: a loop that reads whole messages for the machine and a loop that writes what the machine sends, all that waits in one message.
/// Both loops end together; then the pump is told once that the link has ended.
/// </summary>
internal sealed class LinkDriver
{
    private const string NodeStopped = "the node stops";
    private const string Closed = "the link was closed";

    private readonly NodeInbox _inbox;
    private readonly NodeClock _clock;
    private readonly MeshMetrics _metrics;
    private readonly ILogger _logger;
    private readonly SendQueue _queue = new();
    private readonly Places _credit = new(NodeLimits.LinkFramesWaitingMax);
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _closeReason;
    private Task _ended = Task.CompletedTask;

    public LinkDriver(LinkId id, ILink link, NodeInbox inbox, NodeClock clock, MeshMetrics metrics, ILogger logger)
    {
        Id = id;
        Link = link;
        _inbox = inbox;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;
    }

    public LinkId Id { get; }

    public ILink Link { get; }

    /// <summary>What waits to leave, in bytes, with the cost of keeping it; events apart.</summary>
    public int QueuedBytes => _queue.Weight;

    /// <summary>Queues a record; it leaves after <see cref="Flush"/>. A queue over its limit closes the link.</summary>
    public void Send(ReadOnlySpan<byte> record, SendClass sendClass, long tag)
    {
        if (!_queue.TryAdd(record, sendClass, tag, out int? level))
        {
            NodeLog.LinkTooSlow(_logger, Id.Value);
            Abort("slow: the link cannot keep up");
        }
        else if (level is int weight)
        {
            TellLevel(weight);
        }
    }

    public void Flush() => _queue.Wake();

    /// <summary>Sends what is queued, tells the peer why, and closes. The first reason counts.</summary>
    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _closeReason, reason, null);
        _queue.Complete();
        _closing.TrySetResult();
    }

    /// <summary>Runs both loops to the end of the link. Never throws for what the peer does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource loops = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string> reading = ReadAsync(loops.Token);
        Task<string> writing = WriteAsync(loops.Token);
        string reason = NodeStopped;
        try
        {
            await Task.WhenAny(reading, writing, OwnContext.EndOf(_closing.Task)).ConfigureAwait(OwnContext.Kept);
            if (_closeReason is string own)
            {
                reason = own;
                await Task.WhenAny(writing, WaitAsync(NodeLimits.CloseFlushTime, loops.Token)).ConfigureAwait(OwnContext.Kept);
                Task closing = Link.CloseAsync(own).AsTask();
                await Task.WhenAny(closing, WaitAsync(Timeout.InfiniteTimeSpan, loops.Token)).ConfigureAwait(OwnContext.Kept);
                _ended = closing;
            }
            else
            {
                reason = await (reading.IsCompleted ? reading : writing).ConfigureAwait(OwnContext.Kept);
            }
        }
        finally
        {
            _queue.Complete();
            await OwnContext.CancelAsync(loops).ConfigureAwait(OwnContext.Kept);
            await Task.WhenAll(reading, writing).ConfigureAwait(OwnContext.Kept);
            await Link.DisposeAsync().ConfigureAwait(OwnContext.Kept);
            await _ended.ConfigureAwait(OwnContext.Kept);

            // In the lane of the frames, so that the last frame, which may say why the peer closed, is handled before the end.
            await _inbox.WriteAsync(new PumpItem(PumpItemKind.LinkEnded, Subject: this, Detail: reason), CancellationToken.None).ConfigureAwait(OwnContext.Kept);
        }
    }

    private void Abort(string reason)
    {
        Interlocked.CompareExchange(ref _closeReason, reason, null);
        _queue.Discard();
        _closing.TrySetResult();
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(time, _clock.Provider, cancellationToken).ConfigureAwait(OwnContext.Kept);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _credit.TakeAsync(cancellationToken).ConfigureAwait(OwnContext.Kept);
                if (await Link.ReceiveAsync(cancellationToken).ConfigureAwait(OwnContext.Kept) is not ReadOnlyMemory<byte> message)
                {
                    return Link.CloseReason.Length > 0 ? PeerText.Line(Link.CloseReason) : "the peer closed the link";
                }

                _metrics.FrameReceived(message.Length);
                RentedFrame frame = new(message, _credit);
                MeshInput input = new(MeshInputKind.FrameReceived, Id, Bytes: frame.Bytes);
                if (!await _inbox.WriteAsync(new PumpItem(PumpItemKind.Frame, input, frame), cancellationToken).ConfigureAwait(OwnContext.Kept))
                {
                    return NodeStopped;
                }
            }
        }
        catch (LinkException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return Closed;
        }
    }

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        byte[] message = ArrayPool<byte>.Shared.Rent(NodeLimits.MessageBytesMax);
        List<long> tags = [];
        int dropped = 0;
        try
        {
            while (await _queue.WaitAsync(cancellationToken).ConfigureAwait(OwnContext.Kept))
            {
                (int bytes, int records) = _queue.Take(message.AsSpan(0, NodeLimits.MessageBytesMax), tags);
                await Link.SendAsync(message.AsMemory(0, bytes), cancellationToken).ConfigureAwait(OwnContext.Kept);
                _metrics.FrameSent(bytes, records);
                TellWritten(tags);
                _metrics.TopicBundlesDropped(_queue.Dropped - dropped);
                dropped = _queue.Dropped;
                if (_queue.Sent() is int weight)
                {
                    TellLevel(weight);
                }
            }

            return Closed;
        }
        catch (LinkException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return Closed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    private void TellWritten(List<long> tags)
    {
        foreach (long tag in tags)
        {
            _inbox.TryAnswer(new PumpItem(PumpItemKind.BundleWritten, new MeshInput(MeshInputKind.QueueChanged, Number: tag)));
        }

        tags.Clear();
    }

    private void TellLevel(int weight) =>
        _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.QueueChanged, Id, Number: weight)));
}
