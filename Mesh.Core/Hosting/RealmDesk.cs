using System.Threading.Channels;
using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Topics;

namespace Mesh.Hosting;

/// <summary>What the application does with topics and procedures. Thread-safe; nothing here runs on the pump.</summary>
internal sealed class RealmDesk
{
    private readonly NodeDesk _node;
    private readonly NodeInbox _inbox;
    private readonly TimeProvider _time;
    private readonly SynchronizationContext? _context;
    private readonly Places _places = new(NodeLimits.EventsPublishingMax);
    private readonly Lock _publishing = new();
    private readonly Lock _telling = new();
    private readonly MeshRandom _numbers;
    private readonly TopicHashes _hashes = new();
    private WantedTopics _wanted = WantedTopics.All;

    /// <param name="node">What else the application may ask of the node.</param>
    /// <param name="inbox">Where commands go.</param>
    /// <param name="time">The node's clock.</param>
    /// <param name="seed">Where publications' numbers begin.</param>
    /// <param name="context">See <see cref="MeshNodeParts.Context"/>.</param>
    public RealmDesk(NodeDesk node, NodeInbox inbox, TimeProvider time, ulong seed, SynchronizationContext? context)
    {
        _node = node;
        _inbox = inbox;
        _time = time;
        _context = context;
        _numbers = new MeshRandom(seed).Split("publications");
    }

    public SubscriberBook Subscribers { get; } = new();

    public ProcedureBook Procedures { get; } = new();

    public OwnCalls Calls { get; } = new();

    private bool KeepsContext => _context is not null;

    /// <summary>What waits fails, handlers are cancelled; readers go on until <see cref="End"/>.</summary>
    public void Close(Exception reason)
    {
        Calls.Close(reason);
        Procedures.Close();
        _places.Close();
    }

    /// <summary>Every reader ends after what it was handed.</summary>
    public void End() => Subscribers.CloseAll();

    /// <summary>Gives places of own events and progressive results back.</summary>
    public void FreePlaces(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _places.Return();
        }
    }

    /// <summary>What other nodes want has changed: events of other topics are for this node alone and never reach the pump.</summary>
    public void SetWanted(WantedTopics wanted) => Volatile.Write(ref _wanted, wanted);

    public Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions options, CancellationToken cancellationToken)
    {
        RealmNames.CheckTopic(topic, TopicMatch.Exact, nameof(topic));
        ArgumentNullException.ThrowIfNull(arguments);
        CheckNumber(options.Publisher, nameof(options));
        _node.ThrowIfClosed();
        ValueTask place = _places.TakeAsync(cancellationToken);
        return place.IsCompletedSuccessfully && _context is null
            ? Task.FromResult(Publish(topic, arguments, options))
            : OwnContext.AnswerAsync(_context, () => PublishLaterAsync(place, topic, arguments, options));
    }

    public Task SubscribeAsync(Subscriber subscriber, TopicPattern pattern, CancellationToken cancellationToken)
    {
        RealmNames.CheckTopic(pattern.Topic, pattern.Match, "topic");
        _node.ThrowIfClosed();
        return Subscribers.Subscribe(subscriber, pattern) ? TellInterestAsync(cancellationToken) : Task.CompletedTask;
    }

    public Task UnsubscribeAsync(Subscriber subscriber, TopicPattern pattern, CancellationToken cancellationToken) =>
        Subscribers.Unsubscribe(subscriber, pattern) ? TellInterestAsync(cancellationToken) : Task.CompletedTask;

    public void Close(Subscriber subscriber)
    {
        Subscribers.Close(subscriber);
        PostInterest(done: null);
    }

    public IAsyncEnumerable<TopicEvent> ReadAsync(Subscriber subscriber, CancellationToken cancellationToken) => subscriber.ReadAsync(_context, cancellationToken);

    public async Task<IAsyncDisposable> RegisterAsync(
        string procedure,
        Func<MeshCall, Task<MeshArguments>> handler,
        RegisterOptions options,
        CancellationToken cancellationToken)
    {
        RealmNames.CheckProcedure(procedure, nameof(procedure));
        ArgumentNullException.ThrowIfNull(handler);
        _node.ThrowIfClosed();
        Registration registration = new(this, procedure, Procedures.Add(procedure, handler, options));
        try
        {
            await TellInterestAsync(cancellationToken).ConfigureAwait(KeepsContext);
        }
        catch
        {
            // Nobody gets the registration, so nobody could withdraw it.
            await registration.DisposeAsync().ConfigureAwait(KeepsContext);
            throw;
        }

        return registration;
    }

    public Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken)
    {
        RealmNames.CheckProcedure(procedure, nameof(procedure));
        ArgumentNullException.ThrowIfNull(arguments);
        CheckNumber(options.Caller, nameof(options));
        if (options.Timeout is { } timeout && (timeout < TimeSpan.FromMilliseconds(1) || timeout > TimeSpan.FromDays(24)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), timeout, "A call's timeout is 1 ms to 24 days; leave it out to wait for ever.");
        }

        _node.ThrowIfClosed();
        return OwnContext.AnswerAsync(_context, () => Procedures.Offers(procedure)
            ? CallHereAsync(procedure, arguments, options, cancellationToken)
            : CallElsewhereAsync(procedure, arguments, options, cancellationToken));
    }

    /// <summary>A handler's last word.</summary>
    public void Answer(long invocation, AnswerBody answer) =>
        _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.Answer, Number: invocation, Body: answer)));

    /// <summary>A handler's progressive result; waits while too many have not left.</summary>
    public async Task ProgressAsync(long invocation, AnswerBody progress)
    {
        await TakePlaceAsync(_places.TakeAsync(CancellationToken.None)).ConfigureAwait(KeepsContext);
        Answer(invocation, progress);
    }

    private static void CheckNumber(long number, string parameter)
    {
        if (number < 0 || (ulong)number > CallLimits.PartMax)
        {
            throw new ArgumentOutOfRangeException(parameter, number, "The number of a publisher or caller is 1 to 2^53, or 0 for none.");
        }
    }

    private async Task<long> PublishLaterAsync(ValueTask place, string topic, MeshArguments arguments, PublishOptions options)
    {
        await TakePlaceAsync(place).ConfigureAwait(KeepsContext);
        _node.ThrowIfClosed();
        return Publish(topic, arguments, options);
    }

    private async Task TakePlaceAsync(ValueTask place)
    {
        try
        {
            await place.ConfigureAwait(KeepsContext);
        }
        catch (ChannelClosedException)
        {
            _node.ThrowIfClosed();
            throw;
        }
    }

    // Local subscribers and the mesh get a node's events in one order.
    private long Publish(string topic, MeshArguments arguments, PublishOptions options)
    {
        lock (_publishing)
        {
            long number = (long)(_numbers.NextUInt64() % CallLimits.PartMax) + 1;
            Subscribers.Deliver(new TopicEvent(
                topic,
                arguments,
                _node.Id,
                _node.Name,
                number,
                options.Publisher,
                options.DisclosesPublisher,
                options.ExcludesPublisher,
                IsOwn: true));
            WantedTopics wanted = Volatile.Read(ref _wanted);
            ulong hash = wanted.IsEmpty ? 0 : _hashes.Of(topic);
            if (wanted.IsEmpty || !wanted.MayWant(hash))
            {
                _places.Return();
                return number;
            }

            EventBody body = new(topic, (ulong)number, options.DisclosesPublisher ? (ulong)options.Publisher : 0, Payload.Of(arguments));
            _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.PublishEvent, Body: new EventCommand(hash, body.Encode()))));
            return number;
        }
    }

    private async Task<MeshArguments> CallHereAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken)
    {
        (long token, ChannelReader<AnswerBody> answers) = Calls.Open();
        long caller = options.DisclosesCaller ? options.Caller : 0;
        Invocation invocation = new(procedure, arguments, _node.Id, caller, options.Progress is not null)
        {
            Progress = progress =>
            {
                Calls.Answer(token, new AnswerBody(AnswerKind.Progress, 0, Payload: Payload.Of(progress)));
                return Task.CompletedTask;
            },
            Answer = (result, failure) => Calls.Answer(token, CallTexts.AnswerOf(result, failure)),
        };
        using CancellationTokenSource late = new(options.Timeout ?? Timeout.InfiniteTimeSpan, _time);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        Procedures.Invoke(invocation);
        try
        {
            return await AnswerOfAsync(answers, options, over.Token).ConfigureAwait(KeepsContext);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            await OwnContext.CancelAsync(invocation.Cancelled).ConfigureAwait(KeepsContext);
            cancellationToken.ThrowIfCancellationRequested();
            throw new MeshCallException(MeshCallFailure.TimedOut, FormattableString.Invariant($"The result of '{procedure}' did not come within {options.Timeout!.Value.TotalMilliseconds:0} ms; it may still be executed."));
        }
        finally
        {
            Calls.Forget(token);
        }
    }

    private async Task<MeshArguments> CallElsewhereAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (long token, ChannelReader<AnswerBody> answers) = Calls.Open();
        CallCommand command = new(
            procedure,
            (ulong)(options.Timeout?.TotalMilliseconds ?? 0),
            options.Progress is not null,
            options.DisclosesCaller ? (ulong)options.Caller : 0,
            Payload.Of(arguments));
        _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.Call, Number: token, Body: command)));
        try
        {
            return await AnswerOfAsync(answers, options, cancellationToken).ConfigureAwait(KeepsContext);
        }
        catch (OperationCanceledException)
        {
            _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.CancelCall, Number: token)));
            throw;
        }
        finally
        {
            Calls.Forget(token);
        }
    }

    private async Task<MeshArguments> AnswerOfAsync(ChannelReader<AnswerBody> answers, CallOptions options, CancellationToken cancellationToken)
    {
        while (await answers.WaitToReadAsync(cancellationToken).ConfigureAwait(KeepsContext))
        {
            while (answers.TryRead(out AnswerBody? answer))
            {
                if (answer.Kind != AnswerKind.Progress)
                {
                    return CallTexts.ResultOf(answer);
                }

                if (Payload.Read(answer.Payload) is MeshArguments progress)
                {
                    options.Progress?.Invoke(progress);
                }
            }
        }

        throw new ObjectDisposedException(nameof(MeshNode));
    }

    private async Task TellInterestAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PostInterest(done);
        try
        {
            await (KeepsContext ? OwnContext.EndOf(done.Task) : done.Task).WaitAsync(cancellationToken).ConfigureAwait(KeepsContext);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(MeshNode));
        }
    }

    // What is told is what holds when it is told: two changes at once end with the later one.
    private void PostInterest(TaskCompletionSource? done)
    {
        lock (_telling)
        {
            (ulong[] topics, bool wantsAll) = Subscribers.Wanted();
            (ulong[] procedures, bool offersMore) = Procedures.Offered();
            Interest interest = new(topics, wantsAll, procedures, offersMore);
            if (!_inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.Interest, Body: interest), done)))
            {
                done?.TrySetException(new ObjectDisposedException(nameof(MeshNode)));
            }
        }
    }

    /// <summary>A procedure that is offered until this is disposed.</summary>
    private sealed class Registration(RealmDesk desk, string procedure, object offer) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (desk.Procedures.Remove(procedure, offer))
            {
                desk.PostInterest(done: null);
            }

            return ValueTask.CompletedTask;
        }
    }
}
