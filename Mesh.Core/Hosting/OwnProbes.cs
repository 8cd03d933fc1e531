using Mesh.Protocol.Probes;

namespace Mesh.Hosting;

/// <summary>Probes that wait for their end, by token. Bounded by the machine, which ends at once what is beyond its limit. Thread-safe.</summary>
internal sealed class OwnProbes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TaskCompletionSource<ProbeOutcome>> _waiting = [];
    private long _lastToken;
    private Exception? _closedFor;

    /// <summary>Opens a probe.</summary>
    /// <returns>Its token, and its end to come.</returns>
    public (long Token, Task<ProbeOutcome> End) Open()
    {
        TaskCompletionSource<ProbeOutcome> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_closedFor is not null)
            {
                end.TrySetException(_closedFor);
                return (0, end.Task);
            }

            _waiting.Add(++_lastToken, end);
            return (_lastToken, end.Task);
        }
    }

    /// <summary>A probe ended.</summary>
    public void End(long token, ProbeOutcome outcome)
    {
        lock (_lock)
        {
            if (_waiting.Remove(token, out TaskCompletionSource<ProbeOutcome>? end))
            {
                end.TrySetResult(outcome);
            }
        }
    }

    /// <summary>Fails everything that waits or comes later.</summary>
    public void Close(Exception reason)
    {
        lock (_lock)
        {
            _closedFor ??= reason;
            foreach (TaskCompletionSource<ProbeOutcome> end in _waiting.Values)
            {
                end.TrySetException(reason);
            }

            _waiting.Clear();
        }
    }
}
