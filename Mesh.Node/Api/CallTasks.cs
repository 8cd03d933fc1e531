using System.Threading.Channels;
using Mesh.Node.Lines;
using Mesh.Node.Realm;

namespace Mesh.Node.Api;

/// <summary>The calls that one client waits for. They run beside its other commands; the client's end cancels them.</summary>
internal sealed class CallTasks : IAsyncDisposable
{
    /// <summary>Calls of one client at a time.</summary>
    public const int CallsMax = 256;

    /// <summary>Progressive results that wait for a slow client; more are left out, for the last one counts.</summary>
    private const int ProgressMax = 1_024;

    private readonly ApiSession _session;
    private readonly IRealm _realm;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task> _running = [];
    private long _next;

    public CallTasks(ApiSession session, IRealm realm)
    {
        _session = session;
        _realm = realm;
    }

    /// <summary>Begins a call; its result is told to the client later.</summary>
    /// <exception cref="ApiException">Too many are under way.</exception>
    public void Begin(ApiRequest request)
    {
        string procedure = request.Text("procedure");
        MeshArguments arguments = request.Arguments();
        TimeSpan timeout = Timeout(request);
        bool wantsProgress = request.Switch("progress", otherwise: false);
        lock (_lock)
        {
            if (_running.Count >= CallsMax)
            {
                throw new ApiException(ApiCode.TooMany, $"At most {CallsMax} calls can be under way; wait for some.");
            }

            long number = _next++;

            // Entered before it can end, because ending takes the same lock.
            _running[number] = Task.Run(() => RunAsync(number, request, procedure, arguments, timeout, wantsProgress));
        }
    }

    /// <summary>Calls and waits for the result.</summary>
    public async Task<JsonLine> ResultAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        CallOptions options = new() { Timeout = Timeout(request), Caller = _session.Number };
        return Values("result", await _realm.CallAsync(request.Text("procedure"), request.Arguments(), options, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _running.Values];
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(long number, ApiRequest request, string procedure, MeshArguments arguments, TimeSpan timeout, bool wantsProgress)
    {
        Channel<MeshArguments> progress = Channel.CreateBounded<MeshArguments>(
            new BoundedChannelOptions(ProgressMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
        Task telling = TellAsync(request, progress.Reader);
        try
        {
            CallOptions options = new()
            {
                Timeout = timeout,
                Progress = wantsProgress ? values => progress.Writer.TryWrite(values) : null,
                Caller = _session.Number,
            };
            JsonLine answer;
            try
            {
                answer = ApiReply.To(request, Values("result", await _realm.CallAsync(procedure, arguments, options, _session.Ended)));
            }
            catch (Exception fault) when (ApiFault.Of(fault, request) is { } line)
            {
                answer = line;
            }

            progress.Writer.TryComplete();
            await telling;
            await _session.WriteAsync(answer, _session.Ended);
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
        finally
        {
            progress.Writer.TryComplete();
            lock (_lock)
            {
                _running.Remove(number);
            }
        }
    }

    private async Task TellAsync(ApiRequest request, ChannelReader<MeshArguments> progress)
    {
        try
        {
            await foreach (MeshArguments values in progress.ReadAllAsync(_session.Ended))
            {
                await _session.WriteAsync(ApiReply.To(request, Values("progress", values)), _session.Ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private static JsonLine Values(string name, MeshArguments values) => JsonLine.Event(name)
        .WithAny("args", values.Positional)
        .WithAny("kwargs", values.Named);

    private static TimeSpan Timeout(ApiRequest request)
    {
        const int DefaultMilliseconds = 60_000;
        const int MillisecondsMax = 24 * 60 * 60 * 1_000;
        return TimeSpan.FromMilliseconds(request.Number("timeoutMs", least: 1, MillisecondsMax, DefaultMilliseconds));
    }
}
