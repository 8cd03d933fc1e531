using Mesh.Node.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Wamp;

/// <summary>The calls that one session, as a caller, has made. Thread-safe.</summary>
/// <param name="session">The caller.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults of our own are told.</param>
internal sealed class SessionCalls(WampSession session, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, PendingCall> _byRequest = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>Calls that are not over, those that nobody waits for any more included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Makes a call; its answer is sent when it comes.</summary>
    /// <param name="message">The CALL.</param>
    /// <param name="start">Starts the call; runs up to its first wait before this method returns, so that calls keep their order.</param>
    /// <returns>False when a call of that number is not over.</returns>
    public bool TryStart(IncomingMessage message, Func<CallOptions, CancellationToken, Task<MeshArguments>> start)
    {
        TimeSpan? timeout = message.Options.Timeout == 0
            ? null
            : TimeSpan.FromMilliseconds(Math.Min(message.Options.Timeout, WampLimits.TimeoutMax.TotalMilliseconds));
        bool wantsProgress = message.Options.ReceivesProgress;
        PendingCall call = new(message.Request, time, wantsProgress ? timeout : null);
        lock (_lock)
        {
            if (_running.Count >= WampLimits.CallsMax)
            {
                session.Fail(WampCode.Call, message.Request, WampErrors.TooMany, $"A session waits for at most {WampLimits.CallsMax} calls; wait for some.");
                return true;
            }

            if (!_byRequest.TryAdd(message.Request, call))
            {
                return false;
            }
        }

        CallOptions options = new()
        {
            // With progressive results the time counts anew from each of them, which the realm does not know.
            Timeout = wantsProgress ? null : timeout,
            Progress = wantsProgress ? progress => OnProgress(call, progress) : null,
            Caller = session.Id,
            DisclosesCaller = message.Options.DisclosesMe,
        };
        call.WatchProgress(() => Expire(call));
        Track(RunAsync(call, start, options));
        return true;
    }

    /// <summary>Cancels a call (WAMP, "Call Canceling").</summary>
    /// <returns>False for a mode that WAMP does not know. A call that is over, or never was, is nobody's fault.</returns>
    public bool TryCancel(long request, string mode)
    {
        PendingCall? call;
        lock (_lock)
        {
            call = _byRequest.GetValueOrDefault(request);
        }

        if (mode is not ("skip" or "kill" or "killnowait"))
        {
            return false;
        }

        if (call is not null && mode != "kill")
        {
            Answer(call, new OperationCanceledException());
        }

        if (mode != "skip")
        {
            // The error of "kill" is sent when the realm has ended the call.
            call?.GiveUp();
        }

        return true;
    }

    /// <summary>The caller is gone: every callee is told, and the calls end.</summary>
    public async Task CloseAsync()
    {
        PendingCall[] calls;
        Task[] running;
        lock (_lock)
        {
            calls = [.. _byRequest.Values];
            running = [.. _running];
        }

        foreach (PendingCall call in calls)
        {
            call.TryAnswer();
            call.GiveUp();
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(WampLimits.ClosingTime, time);
        }
        catch (TimeoutException)
        {
            // A call whose callee does not listen ends on its own; its answer has nowhere to go.
        }
    }

    private async Task RunAsync(PendingCall call, Func<CallOptions, CancellationToken, Task<MeshArguments>> start, CallOptions options)
    {
        try
        {
            MeshArguments result = await start(options, call.GivenUp);
            if (call.TryAnswer())
            {
                session.Reply(OutgoingMessage.Result(call.Request, isProgress: false, result));
            }
        }
        catch (Exception fault)
        {
            if (fault is not (MeshCallException or OperationCanceledException or ArgumentException or ObjectDisposedException))
            {
                WampLog.CallFaulted(logger, fault);
            }

            Answer(call, fault);
        }
        finally
        {
            lock (_lock)
            {
                _byRequest.Remove(call.Request);
            }

            call.Dispose();
        }
    }

    private void Track(Task task)
    {
        lock (_lock)
        {
            if (task.IsCompleted)
            {
                return;
            }

            _running.Add(task);
        }

        task.ContinueWith(
            ended =>
            {
                lock (_lock)
                {
                    _running.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void OnProgress(PendingCall call, MeshArguments progress)
    {
        if (!call.IsAnswered)
        {
            call.Heard();
            session.Reply(OutgoingMessage.Result(call.Request, isProgress: true, progress));
        }
    }

    private void Expire(PendingCall call)
    {
        Answer(call, new MeshCallException(MeshCallFailure.TimedOut, "No result came in time."));
        call.GiveUp();
    }

    private void Answer(PendingCall call, Exception fault)
    {
        if (call.TryAnswer())
        {
            (string uri, MeshArguments arguments) = CallFailures.Of(fault);
            session.Reply(OutgoingMessage.Error(WampCode.Call, call.Request, uri, arguments));
        }
    }
}
