using Mesh.Node.Realm;

namespace Mesh.Node.Wamp;

/// <summary>Which session offers which procedure. Each procedure is registered once at this node; which node answers a call is the realm's affair. Thread-safe.</summary>
/// <param name="realm">Where procedures are offered to the mesh.</param>
internal sealed class Dealer(IRealm realm)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Registration> _byProcedure = new(StringComparer.Ordinal);
    private long _lastId;

    /// <summary>How many registrations there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byProcedure.Count;
            }
        }
    }

    /// <summary>Registers a procedure for a session and answers it.</summary>
    public async Task RegisterAsync(WampSession session, long request, string procedure, bool isIdempotent, CancellationToken cancellationToken)
    {
        if (session.Registrations.Count >= WampLimits.RegistrationsMax)
        {
            session.Fail(WampCode.Register, request, WampErrors.TooMany, $"A session has at most {WampLimits.RegistrationsMax} registrations.");
            return;
        }

        Registration? registration = TryReserve(session, procedure);
        if (registration is null)
        {
            session.Fail(WampCode.Register, request, WampErrors.ProcedureAlreadyExists, $"The procedure '{procedure}' is registered at this node already.");
            return;
        }

        try
        {
            registration.Handle = await realm.RegisterAsync(procedure, registration.InvokeAsync, new RegisterOptions { IsIdempotent = isIdempotent }, cancellationToken);
            session.Registrations.Add(registration.Id, registration);
            registration.Announce(request);
        }
        catch (InvalidOperationException fault) when (fault is not ObjectDisposedException)
        {
            session.Fail(WampCode.Register, request, WampErrors.ProcedureAlreadyExists, $"The procedure '{procedure}' is registered at this node already.");
        }
        catch (ArgumentException)
        {
            session.Fail(WampCode.Register, request, WampErrors.InvalidUri, $"The mesh does not carry the procedure '{procedure}'.");
        }
        finally
        {
            if (registration.Handle is null)
            {
                Forget(registration);
            }
        }
    }

    /// <summary>Takes one registration of a session back and answers it.</summary>
    public async Task UnregisterAsync(WampSession session, long request, long id)
    {
        if (!session.Registrations.Remove(id, out Registration? registration))
        {
            session.Fail(WampCode.Unregister, request, WampErrors.NoSuchRegistration, FormattableString.Invariant($"This session has no registration {id}."));
            return;
        }

        await WithdrawAsync(registration, OutgoingMessage.Done(WampCode.Unregistered, request));
    }

    /// <summary>Takes all registrations of a session back.</summary>
    public async Task LeaveAsync(WampSession session)
    {
        foreach (Registration registration in session.Registrations.Values)
        {
            await WithdrawAsync(registration, default);
        }

        session.Registrations.Clear();
    }

    private async Task WithdrawAsync(Registration registration, ReadOnlyMemory<byte> answer)
    {
        registration.Withdraw(answer);
        if (registration.Handle is { } handle)
        {
            await handle.DisposeAsync();
        }

        Forget(registration);
    }

    private Registration? TryReserve(WampSession session, string procedure)
    {
        lock (_lock)
        {
            Registration registration = new(_lastId + 1, procedure, session);
            if (!_byProcedure.TryAdd(procedure, registration))
            {
                return null;
            }

            _lastId++;
            return registration;
        }
    }

    private void Forget(Registration registration)
    {
        lock (_lock)
        {
            _byProcedure.Remove(registration.Procedure);
        }
    }
}
