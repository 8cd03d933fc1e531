using System.Globalization;
using Mesh.Node.Lines;
using Mesh.Node.Realm;

namespace Mesh.Node.Api;

/// <summary>The procedures that one client offers, and the calls it is to answer. The client's end withdraws them.</summary>
internal sealed class ProcedureOffers : IAsyncDisposable
{
    /// <summary>Procedures of one client.</summary>
    public const int ProceduresMax = 256;

    /// <summary>Calls that wait for one client's answers.</summary>
    public const int CallsMax = 1_024;

    private readonly ApiSession _session;
    private readonly IRealm _realm;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IAsyncDisposable> _offers = [];
    private readonly Dictionary<string, (MeshCall Call, TaskCompletionSource<MeshArguments> Answer)> _calls = [];
    private long _next;

    public ProcedureOffers(ApiSession session, IRealm realm)
    {
        _session = session;
        _realm = realm;
    }

    /// <exception cref="ApiException">Too many, or offered already.</exception>
    public async Task OfferAsync(string procedure, bool isIdempotent, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_offers.Count >= ProceduresMax)
            {
                throw new ApiException(ApiCode.TooMany, $"At most {ProceduresMax} procedures can be offered; unregister some.");
            }

            if (_offers.ContainsKey(procedure))
            {
                return;
            }
        }

        try
        {
            IAsyncDisposable offer = await _realm.RegisterAsync(procedure, AnswerAsync, new RegisterOptions { IsIdempotent = isIdempotent }, cancellationToken);
            lock (_lock)
            {
                _offers[procedure] = offer;
            }
        }
        catch (InvalidOperationException fault) when (fault is not ObjectDisposedException)
        {
            throw new ApiException(ApiCode.AlreadyRegistered, "Somebody at this node offers that procedure already; choose another name.", fault);
        }
    }

    /// <exception cref="ApiException">It is not offered by this client.</exception>
    public async Task WithdrawAsync(string procedure)
    {
        IAsyncDisposable? offer;
        lock (_lock)
        {
            _offers.Remove(procedure, out offer);
        }

        if (offer is null)
        {
            throw new ApiException(ApiCode.NotRegistered, "This connection does not offer that procedure; register it first.");
        }

        await offer.DisposeAsync();
    }

    /// <summary>The client answers a call, or tells progress.</summary>
    /// <exception cref="ApiException">No such call waits.</exception>
    public async Task YieldAsync(string call, MeshArguments values, bool isProgress)
    {
        (MeshCall Call, TaskCompletionSource<MeshArguments> Answer) waiting = Waiting(call);
        if (isProgress)
        {
            await waiting.Call.ProgressAsync(values);
        }
        else
        {
            waiting.Answer.TrySetResult(values);
        }
    }

    /// <summary>The client answers a call with an error.</summary>
    /// <exception cref="ApiException">No such call waits.</exception>
    public void Fail(string call, string error, string message, MeshArguments values) =>
        Waiting(call).Answer.TrySetException(new MeshCallException(MeshCallFailure.Failed, message, error, values));

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] offers;
        TaskCompletionSource<MeshArguments>[] answers;
        lock (_lock)
        {
            offers = [.. _offers.Values];
            answers = [.. _calls.Values.Select(waiting => waiting.Answer)];
            _offers.Clear();
        }

        foreach (TaskCompletionSource<MeshArguments> answer in answers)
        {
            answer.TrySetException(new MeshCallException(MeshCallFailure.Cancelled, "Who offered the procedure is gone."));
        }

        foreach (IAsyncDisposable offer in offers)
        {
            await offer.DisposeAsync();
        }
    }

    private async Task<MeshArguments> AnswerAsync(MeshCall call)
    {
        TaskCompletionSource<MeshArguments> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string number;
        lock (_lock)
        {
            if (_calls.Count >= CallsMax)
            {
                throw new MeshCallException(MeshCallFailure.Failed, "Too many calls wait for this procedure; try again later.", "mesh.error.too-many");
            }

            number = (++_next).ToString(CultureInfo.InvariantCulture);
            _calls[number] = (call, answer);
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, _session.Ended);
        try
        {
            await _session.WriteAsync(
                JsonLine.Event("invocation")
                    .With("call", number)
                    .With("procedure", call.Procedure)
                    .WithAny("args", call.Arguments.Positional)
                    .WithAny("kwargs", call.Arguments.Named)
                    .With("caller", call.From.ToString())
                    .With("progress", call.WantsProgress),
                over.Token);
            return await answer.Task.WaitAsync(over.Token);
        }
        catch (OperationCanceledException fault) when (over.IsCancellationRequested)
        {
            await TellCancelledAsync(number);
            throw new MeshCallException(MeshCallFailure.Cancelled, "The call was cancelled.", inner: fault);
        }
        finally
        {
            lock (_lock)
            {
                _calls.Remove(number);
            }
        }
    }

    private async Task TellCancelledAsync(string number)
    {
        try
        {
            await _session.WriteAsync(JsonLine.Event("cancelled").With("call", number), _session.Ended);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, too.
        }
    }

    private (MeshCall Call, TaskCompletionSource<MeshArguments> Answer) Waiting(string call)
    {
        lock (_lock)
        {
            return _calls.TryGetValue(call, out (MeshCall Call, TaskCompletionSource<MeshArguments> Answer) waiting)
                ? waiting
                : throw new ApiException(ApiCode.NoSuchCall, "No call of that number waits for an answer; it was answered or is over.");
        }
    }
}
