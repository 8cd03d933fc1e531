namespace Mesh.Hosting;

/// <summary>Own messages that were handed over and are not yet numbered and signed. Bounded: a writer waits for a place. Thread-safe.</summary>
internal sealed class PublishLedger
{
    private readonly Lock _lock = new();
    private readonly Places _places = new(NodeLimits.PublishesWaitingMax);
    private readonly Dictionary<long, TaskCompletionSource<RoomMessage>> _waiting = [];
    private long _lastToken;
    private Exception? _closedFor;

    /// <summary>Whether who waits goes on in its own context.</summary>
    public bool KeepsContext { get; init; }

    /// <summary>Waits for a place and takes it.</summary>
    /// <returns>The command's token, and what completes when it is answered.</returns>
    public async Task<(long Token, Task<RoomMessage> Answer)> OpenAsync(CancellationToken cancellationToken)
    {
        await _places.TakeAsync(cancellationToken).ConfigureAwait(KeepsContext);
        TaskCompletionSource<RoomMessage> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_closedFor is not null)
            {
                answer.SetException(_closedFor);
                return (0, answer.Task);
            }

            long token = ++_lastToken;
            _waiting.Add(token, answer);
            return (token, answer.Task);
        }
    }

    public void Accept(long token, RoomMessage message) => Take(token)?.TrySetResult(message);

    public void Fail(long token, Exception exception)
    {
        TaskCompletionSource<RoomMessage>? answer = Take(token);
        if (answer is not null)
        {
            answer.TrySetException(exception);

            // The writer may have given up waiting; then nobody looks at the failure.
            _ = answer.Task.Exception;
        }
    }

    /// <summary>Fails everything that waits or comes later.</summary>
    public void Close(Exception reason)
    {
        long[] waiting;
        lock (_lock)
        {
            _closedFor ??= reason;
            waiting = [.. _waiting.Keys];
        }

        foreach (long token in waiting)
        {
            Fail(token, reason);
        }
    }

    private TaskCompletionSource<RoomMessage>? Take(long token)
    {
        TaskCompletionSource<RoomMessage>? answer;
        lock (_lock)
        {
            if (!_waiting.Remove(token, out answer))
            {
                return null;
            }
        }

        _places.Return();
        return answer;
    }
}
