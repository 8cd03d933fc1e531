using System.Text;

namespace Mesh.Node.Chat;

/// <summary>
/// Which own messages have not left on a link yet. Bounded: who adds waits for room first.
/// A message may be reported as left before it is added, because the event can overtake the call's return.
/// </summary>
internal sealed class SendLedger
{
    /// <summary>How many messages may wait. A thousand is far more than an author's burst of 100.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>How many bytes of text may wait: half of the history that a node holds by default, so that none is evicted before it left.</summary>
    public const int WaitingBytesMax = 16 << 20;

    /// <summary>How many reports without a message are remembered; other writers' messages of this node are among them.</summary>
    public const int EarlyMax = 1_024;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly OrderedDictionary<MessageId, RoomMessage> _waiting = [];
    private readonly HashSet<MessageId> _early = [];
    private readonly Queue<MessageId> _earlyOrder = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _waitingBytes;
    private long _lastProgress;

    public SendLedger(TimeProvider time)
    {
        _time = time;
        _lastProgress = time.GetTimestamp();
    }

    /// <summary>The messages that have not left, oldest first.</summary>
    public IReadOnlyList<RoomMessage> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting.Values];
            }
        }
    }

    /// <summary>An own message is numbered and signed.</summary>
    public void Add(RoomMessage message)
    {
        lock (_lock)
        {
            if (!_early.Remove(message.Id) && _waiting.TryAdd(message.Id, message))
            {
                _waitingBytes += Encoding.UTF8.GetByteCount(message.Text);
            }
        }
    }

    /// <summary>A message left on a link.</summary>
    public void Left(MessageId id)
    {
        lock (_lock)
        {
            _lastProgress = _time.GetTimestamp();
            if (_waiting.Remove(id, out RoomMessage? message))
            {
                _waitingBytes -= Encoding.UTF8.GetByteCount(message.Text);
                _changed.TrySetResult();
                _changed = NewSignal();
            }
            else if (_early.Add(id))
            {
                _earlyOrder.Enqueue(id);
                if (_earlyOrder.Count > EarlyMax)
                {
                    _early.Remove(_earlyOrder.Dequeue());
                }
            }
        }
    }

    /// <summary>Waits until one more message may be added.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (Changed(ifWaiting: () => _waiting.Count >= WaitingMax || _waitingBytes >= WaitingBytesMax) is { } changed)
        {
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until every message has left, or none did for <paramref name="patience"/>.</summary>
    public async Task WaitUntilLeftAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _lastProgress = _time.GetTimestamp();
        }

        while (Changed(ifWaiting: () => _waiting.Count > 0) is { } changed)
        {
            TimeSpan left = patience - _time.GetElapsedTime(Interlocked.Read(ref _lastProgress));
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            try
            {
                await changed.WaitAsync(left, _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Whether patience is over is decided above: something else may have left meanwhile.
            }
        }
    }

    private Task? Changed(Func<bool> ifWaiting)
    {
        lock (_lock)
        {
            return ifWaiting() ? _changed.Task : null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
