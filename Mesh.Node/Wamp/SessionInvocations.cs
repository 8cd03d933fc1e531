namespace Mesh.Node.Wamp;

/// <summary>The calls that one session, as a callee, has not answered. Thread-safe.</summary>
/// <param name="session">The callee.</param>
internal sealed class SessionInvocations(WampSession session)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Invocation> _open = [];
    private long _lastId;
    private bool _isClosed;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Numbers a call and, if wanted, queues its INVOCATION, so that they leave in the order of their numbers.</summary>
    /// <exception cref="MeshCallException">The callee is gone or has too much to do.</exception>
    public Invocation Open(Registration registration, MeshCall call, bool sends)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw Gone(registration.Procedure);
            }

            if (_open.Count >= WampLimits.InvocationsMax)
            {
                throw new MeshCallException(
                    MeshCallFailure.Failed,
                    $"The callee of '{registration.Procedure}' has {WampLimits.InvocationsMax} calls to answer; try again later.",
                    WampErrors.Unavailable);
            }

            long id = ++_lastId;
            Invocation invocation = new(id, call, OutgoingMessage.Invocation(id, registration.Id, call, session.Hello.YieldsProgress));
            _open.Add(id, invocation);
            if (sends)
            {
                session.Reply(invocation.Message);
            }

            return invocation;
        }
    }

    /// <summary>Interrupts the callee when the caller gives up.</summary>
    public void Watch(Invocation invocation) => invocation.Call.Cancelled.UnsafeRegister(static (state, _) =>
    {
        (SessionInvocations owner, Invocation cancelled) = ((SessionInvocations, Invocation))state!;
        owner.OnCancelled(cancelled);
    }, (this, invocation));

    /// <summary>The callee yields. A result of a call that is over is passed over.</summary>
    /// <returns>False when there never was such an invocation.</returns>
    public async Task<bool> YieldAsync(IncomingMessage message)
    {
        if (Find(message.Request, isOver: !message.Options.IsProgress, out bool isKnown) is not { } invocation)
        {
            return isKnown;
        }

        if (message.Arguments is not { } arguments)
        {
            string sentence = $"The callee's result is no list and map of at most {MeshArguments.BytesMax} bytes.";
            Find(message.Request, isOver: true, out _);
            invocation.Fail(new MeshCallException(MeshCallFailure.Failed, sentence, message.ArgumentFault, MeshArguments.Of(sentence)));
        }
        else if (message.Options.IsProgress)
        {
            await invocation.Call.ProgressAsync(arguments);
        }
        else
        {
            invocation.Succeed(arguments);
        }

        return true;
    }

    /// <summary>The callee answers with an error.</summary>
    /// <returns>False when there never was such an invocation.</returns>
    public bool Fail(IncomingMessage message)
    {
        if (Find(message.Request, isOver: true, out bool isKnown) is { } invocation)
        {
            bool isCancelled = message.Text == WampErrors.Canceled;
            invocation.Fail(new MeshCallException(
                isCancelled ? MeshCallFailure.Cancelled : MeshCallFailure.Failed,
                $"The callee answered with the error '{message.Text}'.",
                message.Text,
                message.Arguments ?? MeshArguments.Empty));
        }

        return isKnown;
    }

    /// <summary>The callee is gone: its callers are told.</summary>
    public void Close()
    {
        Invocation[] left;
        lock (_lock)
        {
            _isClosed = true;
            left = [.. _open.Values];
            _open.Clear();
        }

        foreach (Invocation invocation in left)
        {
            invocation.Fail(Gone(invocation.Call.Procedure));
        }
    }

    private static MeshCallException Gone(string procedure) =>
        new(MeshCallFailure.Cancelled, $"The callee of '{procedure}' left before it answered.", WampErrors.Canceled);

    private Invocation? Find(long id, bool isOver, out bool isKnown)
    {
        lock (_lock)
        {
            isKnown = id <= _lastId;
            Invocation? found = _open.GetValueOrDefault(id);
            if (isOver)
            {
                _open.Remove(id);
            }

            return found;
        }
    }

    private void OnCancelled(Invocation invocation)
    {
        lock (_lock)
        {
            if (!_open.Remove(invocation.Id))
            {
                return;
            }

            // A callee that does not know INTERRUPT goes on, and its result is thrown away.
            if (session.Hello.CancelsInvocations)
            {
                session.Reply(OutgoingMessage.Interrupt(invocation.Id));
            }
        }

        invocation.Fail(new MeshCallException(MeshCallFailure.Cancelled, "The call was cancelled.", WampErrors.Canceled));
    }
}
