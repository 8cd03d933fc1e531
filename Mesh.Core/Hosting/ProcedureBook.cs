using System.Threading.Channels;
using Mesh.Protocol;
using Mesh.Protocol.Presence;

namespace Mesh.Hosting;

/// <summary>
/// The procedures that the application offers. One loop hands calls to their handlers one after the other up to each one's first await, so that the calls
/// of a caller arrive in order; what a handler goes on with runs beside the others. Thread-safe.
/// </summary>
internal sealed class ProcedureBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Procedure> _procedures = [];
    private readonly HashSet<Invocation> _running = [];
    private readonly Channel<Invocation> _waiting = Channel.CreateUnbounded<Invocation>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Whether this node offers the procedure.</summary>
    public bool Offers(string procedure)
    {
        lock (_lock)
        {
            return _procedures.ContainsKey(procedure);
        }
    }

    /// <returns>The offer, by which it is withdrawn.</returns>
    /// <exception cref="InvalidOperationException">This node offers it already.</exception>
    public object Add(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options)
    {
        Procedure offer = new(handler, options);
        lock (_lock)
        {
            if (!_procedures.TryAdd(procedure, offer))
            {
                throw new InvalidOperationException($"This node offers '{procedure}' already; withdraw that first, or choose another name.");
            }
        }

        return offer;
    }

    /// <summary>Withdraws a procedure; what it executes is cancelled.</summary>
    /// <returns>False when it was withdrawn before.</returns>
    public bool Remove(string procedure, object offer)
    {
        Invocation[] cancelled;
        lock (_lock)
        {
            if (!_procedures.TryGetValue(procedure, out Procedure? offered) || offered != offer)
            {
                return false;
            }

            _procedures.Remove(procedure);
            cancelled = [.. _running.Where(running => running.Procedure == procedure)];
        }

        Cancel(cancelled);
        return true;
    }

    /// <summary>A call for a handler of this node. How many there may be is bounded where they come from.</summary>
    public void Invoke(Invocation invocation)
    {
        if (!_waiting.Writer.TryWrite(invocation))
        {
            Withdrawn(invocation);
        }
    }

    /// <summary>Runs handlers until the node stops.</summary>
    public async Task RunAsync(RunningTasks tasks, CancellationToken cancellationToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(OwnContext.Kept))
        {
            while (_waiting.Reader.TryRead(out Invocation? invocation))
            {
                tasks.Keep(ExecuteAsync(invocation));
            }
        }
    }

    /// <summary>No call is handed out any more, and those under way are cancelled.</summary>
    public void Close()
    {
        Invocation[] cancelled;
        lock (_lock)
        {
            _procedures.Clear();
            cancelled = [.. _running];
        }

        _waiting.Writer.TryComplete();
        Cancel(cancelled);
    }

    private static void Withdrawn(Invocation invocation) =>
        invocation.Answer(null, new MeshCallException(MeshCallFailure.NoSuchProcedure, $"The node no longer offers '{invocation.Procedure}'."));

    /// <summary>What other nodes should be told: the procedures, and whether there are more.</summary>
    public (ulong[] Procedures, bool OffersMore) Offered()
    {
        lock (_lock)
        {
            ulong[] hashes = [.. _procedures
                .Select(entry => Interest.OfProcedure(entry.Key) | (entry.Value.Options.IsIdempotent ? Interest.Idempotent : 0))
                .Order()
                .Take(ProtocolLimits.InterestsMax)];
            return (hashes, _procedures.Count > hashes.Length);
        }
    }

    private static void Cancel(Invocation[] invocations)
    {
        foreach (Invocation invocation in invocations)
        {
            invocation.Cancelled.Cancel();
        }
    }

    private async Task ExecuteAsync(Invocation invocation)
    {
        Procedure? procedure;
        lock (_lock)
        {
            if (_procedures.TryGetValue(invocation.Procedure, out procedure))
            {
                _running.Add(invocation);
            }
        }

        if (procedure is null)
        {
            Withdrawn(invocation);
            return;
        }

        try
        {
            MeshCall call = new(
                invocation.Procedure,
                invocation.Arguments,
                invocation.From,
                invocation.Caller,
                invocation.WantsProgress,
                invocation.Progress,
                invocation.Cancelled.Token);
            MeshArguments result = await procedure.Handler(call).ConfigureAwait(OwnContext.Kept);
            invocation.Answer(result ?? MeshArguments.Empty, null);
        }
        catch (MeshCallException failure)
        {
            // Whatever else it says, the handler has run: nobody may take it for a call that was never executed.
            bool isHandlers = failure.Failure is MeshCallFailure.Failed or MeshCallFailure.Cancelled;
            invocation.Answer(null, isHandlers ? failure : new MeshCallException(MeshCallFailure.Failed, failure.Message, failure.Error, failure.Arguments, failure));
        }
        catch (OperationCanceledException)
        {
            invocation.Answer(null, new MeshCallException(MeshCallFailure.Cancelled, $"'{invocation.Procedure}' was cancelled."));
        }
        catch (Exception fault)
        {
            // A handler is the application's code: whatever it throws is its answer, and no reason for the node to stop.
            invocation.Answer(null, new MeshCallException(MeshCallFailure.Failed, fault.Message, inner: fault));
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(invocation);
            }
        }
    }

    private sealed class Procedure(Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options)
    {
        public Func<MeshCall, Task<MeshArguments>> Handler { get; } = handler;

        public RegisterOptions Options { get; } = options;
    }
}
