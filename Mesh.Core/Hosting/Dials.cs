using Mesh.Diagnostics;
using Mesh.Protocol;
using Mesh.Transports;
using DialFailure = Mesh.Protocol.DialFailure;

namespace Mesh.Hosting;

/// <summary>Carries out the machine's dials, each on its own task; how each ended goes to the inbox.</summary>
internal sealed class Dials
{
    private readonly ILinkDialer _dialer;
    private readonly NodeInbox _inbox;
    private readonly NodeClock _clock;
    private readonly RunningTasks _tasks;
    private readonly MeshMetrics _metrics;
    private readonly CancellationToken _stopping;

    public Dials(ILinkDialer dialer, NodeInbox inbox, NodeClock clock, RunningTasks tasks, MeshMetrics metrics, CancellationToken stopping)
    {
        _dialer = dialer;
        _inbox = inbox;
        _clock = clock;
        _tasks = tasks;
        _metrics = metrics;
        _stopping = stopping;
    }

    public void Start(long token, IReadOnlyList<CandidateAddress> candidates, PeerId? expected, TimeSpan limit)
    {
        LinkAddress[] addresses = [.. candidates.Select(LinkAddresses.Of)];
        _tasks.Start(() => DialAsync(token, addresses, expected, limit));
    }

    private static DialFailure Meaning(LinkFailure failure) => failure switch
    {
        LinkFailure.Self => DialFailure.Self,
        LinkFailure.WrongPeer => DialFailure.WrongPeer,
        LinkFailure.Rejected or LinkFailure.NotMesh or LinkFailure.Violation => DialFailure.Rejected,
        _ => DialFailure.Unreachable,
    };

    private static string Outcome(LinkFailure failure) => failure switch
    {
        LinkFailure.Refused => "refused",
        LinkFailure.TimedOut => "timed-out",
        LinkFailure.Forbidden => "forbidden",
        LinkFailure.NotMesh => "not-mesh",
        LinkFailure.Rejected => "rejected",
        LinkFailure.WrongPeer => "wrong-peer",
        LinkFailure.Self => "self",
        LinkFailure.Broken => "broken",
        LinkFailure.Violation => "violation",
        _ => "unreachable",
    };

    private async Task DialAsync(long token, LinkAddress[] addresses, PeerId? expected, TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit, _clock.Provider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stopping);
        try
        {
            ILink link = await _dialer.DialAsync(addresses, expected, either.Token).ConfigureAwait(OwnContext.Kept);
            _metrics.Dialled("linked");
            PumpItem stands = new(PumpItemKind.LinkStands, new MeshInput(MeshInputKind.LinkUp, Number: token), link);
            if (!_inbox.TryAnswer(stands))
            {
                await link.DisposeAsync().ConfigureAwait(OwnContext.Kept);
            }
        }
        catch (LinkException exception)
        {
            Tell(token, new DialFault(expected, addresses, exception.Failure, exception.Message));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            string text = FormattableString.Invariant($"{addresses[0]} did not answer within {limit.TotalSeconds:0.#} s.");
            Tell(token, new DialFault(expected, addresses, LinkFailure.TimedOut, text));
        }
    }

    private void Tell(long token, DialFault fault)
    {
        _metrics.Dialled(Outcome(fault.Failure));
        MeshInput input = new(MeshInputKind.DialFailed, Peer: fault.Peer ?? default, Number: token, Body: Meaning(fault.Failure));
        _inbox.TryAnswer(new PumpItem(PumpItemKind.DialFailed, input, fault));
    }
}
