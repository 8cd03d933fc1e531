namespace Mesh.Node.Wamp;

/// <summary>
/// A session over requests of HTTP (WAMP, advanced profile, "HTTP Longpoll Transport"). It ends when it is closed, or when nobody polls for a while. Thread-safe.
/// </summary>
internal sealed class LongPollTransport
{
    private readonly WampSession _session;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly CancellationTokenSource _closed = new();
    private readonly ITimer _pause;
    private volatile bool _isOver;

    /// <summary>A transport for a session.</summary>
    /// <param name="session">The session; owned.</param>
    /// <param name="time">The clock.</param>
    /// <param name="abandoned">Called when nobody polled for too long.</param>
    public LongPollTransport(WampSession session, TimeProvider time, Action<LongPollTransport> abandoned)
    {
        _session = session;
        _time = time;
        _pause = time.CreateTimer(_ => abandoned(this), null, WampLimits.PollPauseMax, Timeout.InfiniteTimeSpan);
    }

    public WampSerialization Serialization => _session.Serialization;

    /// <summary>Takes what a client sends: a message, or a batch of them.</summary>
    /// <returns>False when the session did not take it: it is malformed, or the session was over before.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (!Serialization.IsBatched)
            {
                return await _session.HandleAsync(body);
            }

            bool isTaken = true;
            do
            {
                if (!MessageBatch.TryTake(ref body, Serialization.IsJson, out ReadOnlyMemory<byte> message))
                {
                    _session.Violate("A batch is at least one message, none of them cut off.");
                    return false;
                }

                isTaken &= await _session.HandleAsync(message);
            }
            while (!body.IsEmpty);

            return isTaken;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits for something to receive: one message, or all that wait as a batch. One poll waits at a time; the next waits behind it.</summary>
    /// <returns>Empty when nothing came in time; null when the session is over.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!_isOver)
        {
            _pause.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        using CancellationTokenSource limit = new(WampLimits.PollTime, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, _closed.Token);
        try
        {
            await _receiving.WaitAsync(either.Token);
            try
            {
                if (!await _session.Outgoing.WaitAsync(either.Token))
                {
                    // Whoever closes is told so by the closing, not by the poll that it ends.
                    if (_closed.IsCancellationRequested)
                    {
                        return ReadOnlyMemory<byte>.Empty;
                    }

                    return null;
                }

                List<ReadOnlyMemory<byte>> batch = [];
                _session.Outgoing.Take(batch, WampLimits.WriteBytesMax, Serialization.IsBatched ? int.MaxValue : 1);
                _session.TellDropped();
                return Serialization.IsBatched ? MessageBatch.Pack(batch, Serialization.IsJson) : batch[0];
            }
            finally
            {
                _receiving.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
        finally
        {
            if (!_closed.IsCancellationRequested && !_isOver)
            {
                // A session that has ended is kept as long as its last word needs, not as long as somebody asks.
                _isOver = _session.State == SessionState.Ended;
                _pause.Change(_isOver ? WampLimits.FlushTime : WampLimits.PollPauseMax, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends the session.</summary>
    public async Task CloseAsync()
    {
        await _pause.DisposeAsync();
        await _closed.CancelAsync();
        await _sending.WaitAsync();
        try
        {
            await _session.CloseAsync();
        }
        finally
        {
            _sending.Release();
        }
    }
}
