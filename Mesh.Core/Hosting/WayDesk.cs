using Mesh.Protocol;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;

namespace Mesh.Hosting;

/// <summary>What the application asks of the ways through the mesh. Thread-safe; nothing here runs on the pump.</summary>
internal sealed class WayDesk
{
    /// <summary>No message is older: what a node tells beyond that is no age.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(3_650);

    private readonly NodeDesk _node;
    private readonly NodeInbox _inbox;
    private readonly NodeClock _clock;
    private readonly SynchronizationContext? _context;

    /// <param name="node">What else the application may ask of the node.</param>
    /// <param name="inbox">Where questions go.</param>
    /// <param name="clock">The node's clock.</param>
    /// <param name="context">See <see cref="MeshNodeParts.Context"/>.</param>
    public WayDesk(NodeDesk node, NodeInbox inbox, NodeClock clock, SynchronizationContext? context)
    {
        _node = node;
        _inbox = inbox;
        _clock = clock;
        _context = context;
    }

    /// <summary>What was asked and has no end yet.</summary>
    public OwnProbes Probes { get; } = new();

    private bool KeepsContext => _context is not null;

    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken) =>
        OwnContext.AnswerAsync(_context, () => PingOnceAsync(peer, towards, cancellationToken));

    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken) =>
        OwnContext.AnswerAsync(_context, () => TraceOnceAsync(peer, cancellationToken));

    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken) =>
        OwnContext.AnswerAsync(_context, () => TraceOnceAsync(message, cancellationToken));

    private async Task<MeshPing> PingOnceAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken)
    {
        ProbeCommand command = towards is { } target ? new ProbeCommand(peer, ProbeSubject.Peer, target.Value) : new ProbeCommand(peer);
        ProbeOutcome outcome = await AskAsync(command, cancellationToken).ConfigureAwait(KeepsContext);
        PeerId? next = outcome.Echo is { Finding: EchoFinding.ByNeighbour } echo && towards is not null ? echo.Neighbour : null;
        return new MeshPing(
            peer,
            EndOf(outcome.End),
            outcome.Echo is null ? null : outcome.RoundTrip,
            outcome.Echo?.Hops ?? 0,
            next,
            next is { } neighbour ? new PresenceNeighbour(neighbour, outcome.Echo!.RoundTrip).RoundTripTime : null);
    }

    private async Task<PeerTrace> TraceOnceAsync(PeerId peer, CancellationToken cancellationToken)
    {
        Walk walk = await GoAsync(Walk.To(_node.Id, peer), cancellationToken).ConfigureAwait(KeepsContext);

        // This node itself is where the way begins, and no hop of it.
        return new PeerTrace(peer, EndOf(walk.End), [.. walk.Steps.Skip(1).Select(step => new PeerTraceHop(
            step.Peer,
            step.Outcome.Echo is null ? null : step.Outcome.RoundTrip,
            step.Outcome.Echo?.Hops ?? 0,
            step.Link))]);
    }

    private async Task<MessageTrace> TraceOnceAsync(MessageId message, CancellationToken cancellationToken)
    {
        Walk walk = await GoAsync(Walk.Of(_node.Id, message), cancellationToken).ConfigureAwait(KeepsContext);
        DateTimeOffset wall = _clock.WallClock;
        MeshInstant now = _clock.Now;
        return new MessageTrace(message, EndOf(walk.End), [.. walk.Steps.Select(step => HopOf(step, wall - (now - step.Outcome.At)))]);
    }

    private async Task<Walk> GoAsync(Walk walk, CancellationToken cancellationToken)
    {
        while (walk.Next is { } question)
        {
            walk.OnOutcome(await AskAsync(question, cancellationToken).ConfigureAwait(KeepsContext));
        }

        return walk;
    }

    private async Task<ProbeOutcome> AskAsync(ProbeCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _node.ThrowIfClosed();
        (long token, Task<ProbeOutcome> end) = Probes.Open();
        _inbox.TryAnswer(new PumpItem(PumpItemKind.Input, new MeshInput(MeshInputKind.Probe, Number: token, Body: command)));
        return await (KeepsContext ? OwnContext.EndOf(end) : end).WaitAsync(cancellationToken).ConfigureAwait(KeepsContext);
    }

    private static MessageTraceHop HopOf(WalkStep step, DateTimeOffset answeredAt)
    {
        if (step.Outcome.Echo is not { Finding: EchoFinding.Here or EchoFinding.ByNeighbour } echo)
        {
            return new MessageTraceHop(step.Peer, IsKnown: false, From: null, Hops: 0, MessageManner.Written, At: null, PassedTo: []);
        }

        TimeSpan age = echo.AgeMicroseconds < (ulong)(AgeMax.Ticks / TimeSpan.TicksPerMicrosecond) ? TimeSpan.FromMicroseconds((long)echo.AgeMicroseconds) : AgeMax;
        bool isAuthor = echo.Finding == EchoFinding.Here;
        return new MessageTraceHop(
            step.Peer,
            IsKnown: true,
            isAuthor ? null : echo.Neighbour,
            echo.Crossed,
            isAuthor ? MessageManner.Written : echo.Manner == WayManner.Pulled ? MessageManner.Pulled : MessageManner.Pushed,
            answeredAt - (step.Outcome.RoundTrip / 2) - age,
            echo.PassedTo);
    }

    private static WayEnd EndOf(ProbeEnd end) => end switch
    {
        ProbeEnd.Answered => WayEnd.Reached,
        ProbeEnd.Gone => WayEnd.NotHere,
        ProbeEnd.NoRoute => WayEnd.NoRoute,
        ProbeEnd.TimedOut => WayEnd.TimedOut,
        _ => WayEnd.TooMany,
    };

    private static WayEnd EndOf(WalkEnd end) => end switch
    {
        WalkEnd.Reached => WayEnd.Reached,
        WalkEnd.Gone => WayEnd.NotHere,
        WalkEnd.NoRoute => WayEnd.NoRoute,
        WalkEnd.TimedOut => WayEnd.TimedOut,
        WalkEnd.NotRemembered => WayEnd.NotRemembered,
        WalkEnd.Loop => WayEnd.Loop,
        _ => WayEnd.TooMany,
    };
}
