using System.Buffers.Binary;
using System.Security.Cryptography;
using Mesh.Node.Chat;
using Mesh.Node.Diagnostics;
using Mesh.Node.Realm;

namespace Mesh.Node.Wamp;

/// <summary>
/// The WAMP v2 router of a node (docs/wamp.md): the realm "mesh", whose topics and procedures are those of the whole mesh, and the node itself under "mesh.". Thread-safe.
/// </summary>
internal sealed class WampRouter : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, WampSession> _sessions = [];
    private readonly CancellationTokenSource _lifetime = new();
    private readonly IChatNode _node;
    private readonly MeshProcedures _procedures;
    private readonly MeshTopics _topics;
    private readonly Task _running;
    private bool _isStopping;

    /// <summary>Starts the router.</summary>
    /// <param name="realm">Topics and procedures of the mesh.</param>
    /// <param name="node">Rooms, peers and links of the node.</param>
    /// <param name="options">How it is set up.</param>
    public WampRouter(IRealm realm, IChatNode node, WampOptions options)
    {
        Realm = realm;
        Options = options;
        _node = node;
        Broker = new Broker(realm);
        Dealer = new Dealer(realm);
        _procedures = new MeshProcedures(node, options.Time);
        _topics = new MeshTopics(node, Broker.IsWanted, PublishOwn);
        _running = Task.WhenAll(
            RunAsync(Broker.RunAsync),
            RunAsync(_topics.RunAsync(_lifetime.Token)),
            RunAsync(token => _topics.WatchTopologyAsync(options.Time, token)),
            RunAsync(WatchLossAsync));
    }

    public IRealm Realm { get; }

    public WampOptions Options { get; }

    public Broker Broker { get; }

    public Dealer Dealer { get; }

    /// <summary>How many sessions there are, those not yet open included.</summary>
    public int SessionCount
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>A new session for a client that came by some transport, which then owns it and has to close it; null when there are too many or the router stops.</summary>
    public WampSession? TryOpen(WampSerialization serialization, WampRole visitor)
    {
        lock (_lock)
        {
            if (_isStopping || _sessions.Count >= WampLimits.SessionsMax || (visitor == WampRole.Nobody && _sessions.Values.Count(session => session.IsStranger) >= WampLimits.StrangersMax))
            {
                return null;
            }

            WampSession session = new(this, RandomId(), serialization, visitor);
            _sessions.Add(session.Id, session);
            return session;
        }
    }

    /// <summary>Calls a procedure: one of the node itself, or of the mesh.</summary>
    public Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken givenUp) =>
        UriRules.IsUnder(procedure, UriRules.Reserved)
            ? _procedures.CallAsync(procedure, arguments, givenUp)
            : Realm.CallAsync(procedure, arguments, options, givenUp);

    /// <summary>Publishes on a topic of the node itself, for sessions here only.</summary>
    public void PublishOwn(string topic, MeshArguments arguments) => Broker.HandOut(
        new TopicEvent(topic, arguments, _node.Id, _node.Name, RandomId(), Publisher: 0, DisclosesPublisher: false, ExcludesPublisher: false, IsOwn: true));

    /// <summary>Tells that a session lost events, if it did.</summary>
    public void TellDropped(WampSession session)
    {
        long dropped = session.Outgoing.TakeDropped();
        if (dropped > 0)
        {
            PublishOwn("mesh.session.dropped", MeshArguments.Of().With("session", session.Id).With("dropped", dropped).With("droppedInAll", session.Outgoing.DroppedInAll));
        }
    }

    /// <summary>Takes back all that a session holds.</summary>
    public async Task LeaveAsync(WampSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session.Id);
        }

        try
        {
            await session.Calls.CloseAsync();
            await Broker.LeaveAsync(session);
            await Dealer.LeaveAsync(session);
        }
        catch (ObjectDisposedException)
        {
            // The node is gone, and with it what the session held there.
        }
    }

    /// <summary>Says goodbye to all sessions and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        WampSession[] left;
        lock (_lock)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
            left = [.. _sessions.Values];
        }

        foreach (WampSession session in left)
        {
            session.Shutdown();
        }

        try
        {
            await Task.WhenAll(left.Select(session => session.Closed)).WaitAsync(WampLimits.ClosingTime, Options.Time);
        }
        catch (TimeoutException)
        {
            // The listener cuts off whoever does not listen.
        }

        await _lifetime.CancelAsync();
        await _running;
        await Broker.DisposeAsync();
        _lifetime.Dispose();
    }

    /// <summary>A number drawn evenly from 1 to 2^53.</summary>
    private static long RandomId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return (long)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) % (ulong)WampLimits.IdMax) + 1;
    }

    /// <summary>Tells once a second of events that got lost before any session could be given them.</summary>
    private async Task WatchLossAsync(CancellationToken cancellationToken)
    {
        long told = 0;
        while (true)
        {
            await Task.Delay(WampLimits.LossInterval, Options.Time, cancellationToken);
            long lost = Broker.Lost;
            if (lost > told)
            {
                PublishOwn("mesh.events.lost", MeshArguments.Of().With("lost", lost - told).With("lostInAll", lost));
                told = lost;
            }
        }
    }

    private Task RunAsync(Func<CancellationToken, Task> work) => RunAsync(work(_lifetime.Token));

    private async Task RunAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // The router stops.
        }
        catch (Exception fault) when (fault is not MeshInvariantException)
        {
            WampLog.RouterFaulted(Options.Logger, fault);
        }
    }
}
