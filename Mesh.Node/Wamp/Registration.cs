namespace Mesh.Node.Wamp;

/// <summary>A procedure that a session offers. Thread-safe.</summary>
/// <param name="id">Its number.</param>
/// <param name="procedure">Its name.</param>
/// <param name="session">Who offers it.</param>
internal sealed class Registration(long id, string procedure, WampSession session)
{
    private readonly Lock _lock = new();
    private readonly List<Invocation> _early = [];
    private bool _isAnnounced;
    private bool _isWithdrawn;

    public long Id => id;

    public string Procedure => procedure;

    public WampSession Session => session;

    /// <summary>Withdraws it from the realm; null until the realm has it.</summary>
    public IAsyncDisposable? Handle { get; set; }

    /// <summary>Passes a call to the session, in the order of calling; what comes before the session knows of its registration waits for that.</summary>
    public Task<MeshArguments> InvokeAsync(MeshCall call)
    {
        Invocation invocation;
        lock (_lock)
        {
            if (_isWithdrawn)
            {
                throw new MeshCallException(MeshCallFailure.Cancelled, $"The procedure '{procedure}' was withdrawn.");
            }

            invocation = session.Invocations.Open(this, call, _isAnnounced);
            if (!_isAnnounced)
            {
                _early.Add(invocation);
            }
        }

        session.Invocations.Watch(invocation);
        return invocation.Answer;
    }

    /// <summary>Tells the session that it is registered, and of the calls that came meanwhile.</summary>
    public void Announce(long request)
    {
        lock (_lock)
        {
            session.Reply(OutgoingMessage.Done(WampCode.Registered, request, id));
            foreach (Invocation invocation in _early)
            {
                session.Reply(invocation.Message);
            }

            _early.Clear();
            _isAnnounced = true;
        }
    }

    /// <summary>Lets no more calls through.</summary>
    /// <param name="answer">What the session is told; empty for nothing.</param>
    public void Withdraw(ReadOnlyMemory<byte> answer)
    {
        lock (_lock)
        {
            _isWithdrawn = true;
            if (!answer.IsEmpty)
            {
                session.Reply(answer);
            }
        }
    }
}
