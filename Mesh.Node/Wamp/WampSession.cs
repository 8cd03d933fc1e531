namespace Mesh.Node.Wamp;

/// <summary>
/// One client's session from HELLO to GOODBYE, whatever its transport: takes its messages one after the other, and puts what leaves into <see cref="Outgoing"/>.
/// HandleAsync and <see cref="CloseAsync"/> belong to the transport and are called one at a time; everything else is thread-safe.
/// </summary>
internal sealed class WampSession
{
    private const string Realm = "mesh";
    private const string Ticket = "ticket";
    private const string Anonymous = "anonymous";
    private const int ScratchBytesKept = 64 * 1024;

    private readonly WampRouter _router;
    private readonly SessionRequests _requests;
    private readonly PatchableBuffer _scratch = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _opening;
    private readonly WampRole _visitor;
    private readonly Lock _lock = new();
    private SessionState _state;
    private bool _isClosed;

    public WampSession(WampRouter router, long id, WampSerialization serialization, WampRole visitor)
    {
        _router = router;
        _visitor = visitor;
        Id = id;
        Serialization = serialization;
        Invocations = new SessionInvocations(this);
        Calls = new SessionCalls(this, router.Options.Time, router.Options.Logger);
        _requests = new SessionRequests(router, this);
        _opening = router.Options.Time.CreateTimer(_ => OnOpeningTime(), null, WampLimits.OpeningTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its number, drawn at random; also its publisher's and caller's number in the mesh.</summary>
    public long Id { get; }

    /// <summary>Whether nobody knows yet who it is: a client that came without being known and has not shown its ticket.</summary>
    public bool IsStranger => _visitor == WampRole.Nobody && State != SessionState.Open;

    public WampSerialization Serialization { get; }

    /// <summary>What waits to leave.</summary>
    public OutgoingQueue Outgoing { get; } = new();

    /// <summary>What the client told of itself.</summary>
    public HelloDetails Hello { get; private set; } = new();

    /// <summary>What it may do.</summary>
    public RoleRules Rules { get; private set; } = RoleRules.None;

    /// <summary>Belongs to the broker and its lock.</summary>
    public HashSet<Subscription> Subscriptions { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Belongs to the dealer, on the way of the session's own messages.</summary>
    public Dictionary<long, Registration> Registrations { get; } = [];

    public SessionInvocations Invocations { get; }

    public SessionCalls Calls { get; }

    /// <summary>Cancelled when the client is gone.</summary>
    public CancellationToken Gone => _lifetime.Token;

    /// <summary>Cancelled when the session is over, though its last messages may not have left.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Completes when the session has left nothing behind.</summary>
    public Task Closed => _closed.Task;

    public SessionState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Takes one message of the client. Waits while the mesh takes events slower than the client sends them.</summary>
    /// <returns>False when it is no message, or the session was over before.</returns>
    public async Task<bool> HandleAsync(ReadOnlyMemory<byte> wire)
    {
        SessionState state = State;
        if (state == SessionState.Ended)
        {
            return false;
        }

        if (!TryDecode(wire.Span, out IncomingMessage message, out string fault))
        {
            Violate(fault);
            return false;
        }

        try
        {
            await HandleAsync(message, state);
        }
        catch (OperationCanceledException) when (_lifetime.IsCancellationRequested)
        {
            // The client is gone, so nobody waits for what the message asked for.
        }
        catch (ObjectDisposedException)
        {
            Shutdown();
        }

        return true;
    }

    /// <summary>Queues a message of MessagePack. A client that leaves no room for it is sent away.</summary>
    public void Reply(ReadOnlyMemory<byte> message)
    {
        if (!Outgoing.TryAdd(Serialization.Encode(message)))
        {
            End(WampCode.Abort, WampErrors.TooSlow, "The client reads too slowly: there was no room left for a reply.", forgetsRest: true);
        }
    }

    /// <summary>Queues an ERROR with one sentence as its argument.</summary>
    public void Fail(WampCode request, long id, string uri, string sentence) =>
        Reply(OutgoingMessage.Error(request, id, uri, MeshArguments.Of(sentence)));

    /// <summary>Ends the session for something that WAMP forbids.</summary>
    public void Violate(string fault) => End(WampCode.Abort, WampErrors.ProtocolViolation, fault, forgetsRest: false);

    /// <summary>Ends the session because a message is larger than any may be.</summary>
    public void RefuseSize() =>
        End(WampCode.Abort, WampErrors.PayloadSizeExceeded, $"A message has at most {WampLimits.MessageBytesMax} bytes; send less, or in parts.", forgetsRest: false);

    /// <summary>Says goodbye because the node stops.</summary>
    public void Shutdown() =>
        End(State == SessionState.Open ? WampCode.Goodbye : WampCode.Abort, WampErrors.SystemShutdown, "The node is stopping.", forgetsRest: false);

    /// <summary>Tells about events that this session was too slow for.</summary>
    public void TellDropped() => _router.TellDropped(this);

    /// <summary>The client is gone: takes back all that the session holds. Calling it again does nothing.</summary>
    public async Task CloseAsync()
    {
        lock (_lock)
        {
            _state = SessionState.Ended;
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        await _opening.DisposeAsync();
        Outgoing.Complete(default, forgetsRest: false);
        await _lifetime.CancelAsync();
        Invocations.Close();
        await _router.LeaveAsync(this);
        _closed.TrySetResult();
    }

    private bool TryDecode(ReadOnlySpan<byte> wire, out IncomingMessage message, out string fault)
    {
        if (!Serialization.IsJson)
        {
            return IncomingMessage.TryRead(wire, out message, out fault);
        }

        _scratch.Clear(ScratchBytesKept);
        if (JsonToMessagePack.TryConvert(wire, _scratch))
        {
            return IncomingMessage.TryRead(_scratch.Written.Span, out message, out fault);
        }

        message = new IncomingMessage { Code = 0 };
        fault = "A message is one JSON document, at most 34 lists and maps deep.";
        return false;
    }

    private async Task HandleAsync(IncomingMessage message, SessionState state)
    {
        switch (message.Code)
        {
            case WampCode.Abort:
                End(null, "", "", forgetsRest: false);
                break;
            case WampCode.Hello when state == SessionState.Opening:
                OnHello(message);
                break;
            case WampCode.Authenticate when state == SessionState.Challenged:
                OnAuthenticate(message.Text);
                break;
            case WampCode.Goodbye when state == SessionState.Open:
                End(WampCode.Goodbye, WampErrors.GoodbyeAndOut, "", forgetsRest: false);
                break;
            case not (WampCode.Hello or WampCode.Authenticate or WampCode.Goodbye) when state == SessionState.Open:
                await _requests.HandleAsync(message);
                break;
            default:
                string expected = state switch
                {
                    SessionState.Opening => "HELLO comes first",
                    SessionState.Challenged => "AUTHENTICATE comes next",
                    _ => "the session is open already",
                };
                Violate($"Received {message.Code.ToString().ToUpperInvariant()}, but {expected}.");
                break;
        }
    }

    private void OnHello(IncomingMessage message)
    {
        Hello = message.Hello;
        IReadOnlyList<string> methods = Hello.AuthMethods;
        if (message.Text != Realm)
        {
            Refuse(WampErrors.NoSuchRealm, $"There is no realm '{message.Text}' here; the realm is '{Realm}'.");
        }
        else if (!Hello.HasRoles)
        {
            Violate("HELLO announces no role: say in its details which of publisher, subscriber, caller and callee the client is.");
        }
        else if (_visitor == WampRole.Nobody || (methods.Count > 0 && !methods.Contains(Anonymous)))
        {
            Ask(methods);
        }
        else if (_router.Options.Rules.Of(_visitor).IsEmpty)
        {
            Refuse(WampErrors.NotAuthorized, "A guest has no way in here; use the page.");
        }
        else
        {
            Open(_visitor, Anonymous, Anonymous);
        }
    }

    private void Ask(IReadOnlyList<string> methods)
    {
        if (methods.Contains(Ticket) && _router.Options.IsTicket is not null)
        {
            lock (_lock)
            {
                _state = SessionState.Challenged;
            }

            Reply(OutgoingMessage.Challenge(Ticket));
        }
        else if (methods.All(method => method == Anonymous))
        {
            Refuse(WampErrors.AuthenticationRequired, "From here a client has to authenticate: offer the method 'ticket', whose ticket is the access token.");
        }
        else
        {
            string offered = string.Join(", ", methods.Select(method => $"'{method}'"));
            Refuse(WampErrors.NoMatchingAuthMethod, $"None of {offered} is accepted; {(_router.Options.IsTicket is null ? "this node has no access token" : "offer 'ticket'")}.");
        }
    }

    private void OnAuthenticate(string ticket)
    {
        if (ticket.Length <= WampLimits.TicketCharactersMax && _router.Options.IsTicket is { } isTicket && isTicket(ticket))
        {
            Open(WampRole.Owner, Ticket, Hello.AuthId ?? Ticket);
        }
        else
        {
            Refuse(WampErrors.AuthenticationDenied, "The ticket is not the access token.");
        }
    }

    private void Open(WampRole role, string method, string authId)
    {
        Rules = _router.Options.Rules.Of(role);
        lock (_lock)
        {
            _state = SessionState.Open;
        }

        _opening.Dispose();
        Reply(OutgoingMessage.Welcome(
            Id,
            [
                ("realm", Realm),
                ("authid", authId),
                ("authrole", role == WampRole.Owner ? "owner" : "guest"),
                ("authmethod", method),
                ("authprovider", "mesh"),
                ("agent", "Mesh"),
            ]));
    }

    private void Refuse(string reason, string sentence) => End(WampCode.Abort, reason, sentence, forgetsRest: false);

    private void OnOpeningTime()
    {
        if (State is SessionState.Opening or SessionState.Challenged)
        {
            Refuse(WampErrors.OpeningTimedOut, "The session was not opened in time.");
        }
    }

    private void End(WampCode? code, string reason, string sentence, bool forgetsRest)
    {
        lock (_lock)
        {
            if (_state == SessionState.Ended)
            {
                return;
            }

            _state = SessionState.Ended;
        }

        ReadOnlyMemory<byte> last = code is { } ending ? Serialization.Encode(OutgoingMessage.Ending(ending, reason, sentence)) : default;
        Outgoing.Complete(last, forgetsRest);
        _ended.Cancel();
    }
}
