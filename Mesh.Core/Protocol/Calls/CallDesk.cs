using Mesh.Protocol.Gossip;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>
/// The calls of this node (docs/protocol.md, "Calls"): finds the nearest callee by what presences offer, sends the call to it alone, tries other ways while
/// nothing is heard, asks again while the answer takes long, and never executes twice what was not registered as idempotent.
/// </summary>
internal sealed class CallDesk
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Author _author;
    private readonly Router _router;
    private readonly PresenceDirectory _directory;
    private readonly SortedDictionary<ulong, OwnCall> _calls = [];
    private readonly Dictionary<long, ulong> _numbers = [];
    private ulong _lastNumber;

    /// <summary>Makes the desk of a node.</summary>
    public CallDesk(Turn turn, DeadlineQueue deadlines, Author author, Router router, PresenceDirectory directory)
    {
        _turn = turn;
        _deadlines = deadlines;
        _author = author;
        _router = router;
        _directory = directory;
    }

    /// <summary>The application calls.</summary>
    public void OnCall(long token, CallCommand command)
    {
        if (_calls.Count >= ProtocolLimits.CallsMax)
        {
            Tell(token, new AnswerBody(AnswerKind.Error, 0, CallFailure.NoRoute, Sentence: FormattableString.Invariant($"{_calls.Count} calls wait for their answer already; wait until some have it.")));
            return;
        }

        OwnCall call = new(++_lastNumber, command, _turn.Now) { Token = token };
        _calls.Add(call.Number, call);
        _numbers.Add(token, call.Number);
        Seek(call);
    }

    /// <summary>The application no longer waits.</summary>
    public void OnCancel(long token)
    {
        if (_numbers.TryGetValue(token, out ulong number) && _calls.TryGetValue(number, out OwnCall? call))
        {
            SendCancel(call);
            Forget(call);
        }
    }

    /// <summary>The bundle that carries a call is signed, and was sent on the best way if there is one.</summary>
    public void OnSigned(ulong number, SignedBundle bundle, bool isSent)
    {
        if (_calls.TryGetValue(number, out OwnCall? call) && call is { Callee: not null, Sent: null })
        {
            call.Sent = bundle;
            call.Attempt = 1;
            call.NextChoice = RouteChoice.Second;
            if (isSent)
            {
                call.Afloat.Add(call.Attempt);
            }
            else
            {
                Try(call);
            }
        }
    }

    /// <summary>A callee says something.</summary>
    public void OnAnswer(PeerId from, ulong incarnation, AnswerBody answer)
    {
        if (!_calls.TryGetValue(answer.Number, out OwnCall? call) || call.Callee != from || call.Boot != incarnation)
        {
            return;
        }

        switch (answer.Kind)
        {
            case AnswerKind.Ack:
                Acknowledge(call);
                break;
            case AnswerKind.Progress:
                Acknowledge(call);
                Tell(call.Token, answer);
                break;
            case AnswerKind.Error when answer.Failure is CallFailure.Stale or CallFailure.NoSuchProcedure or CallFailure.Busy:
                TryElsewhere(call, answer);
                break;
            default:
                Forget(call);
                Tell(call.Token, answer);
                break;
        }
    }

    /// <summary>A relay could not pass on an attempt.</summary>
    public void OnNoRoute(ulong shortId, byte attempt)
    {
        foreach (OwnCall call in _calls.Values.Where(call => call.Sent?.Id.Short == shortId).ToArray())
        {
            if (call.Afloat.Remove(attempt) && call.Attempt == attempt && !call.IsAcknowledged)
            {
                Try(call);
            }
        }
    }

    /// <summary>Who is there, or what they offer, changed.</summary>
    public void OnPresenceChanged()
    {
        foreach (OwnCall call in _calls.Values.ToArray())
        {
            if (call.Callee is not { } callee)
            {
                Seek(call);
            }
            else if (_directory.IncarnationOf(callee) != call.Boot)
            {
                GiveUp(call);
            }
        }
    }

    /// <summary>A call wants a look.</summary>
    public void OnDeadline(ulong number)
    {
        if (!_calls.TryGetValue(number, out OwnCall? call) || _turn.Now < call.Due)
        {
            return;
        }

        if (_turn.Now >= call.TimeoutAt)
        {
            SendCancel(call);
            Fail(call, CallFailure.TimedOut, FormattableString.Invariant($"The result of '{call.Command.Procedure}' did not come within {call.Command.TimeoutMilliseconds} ms; it may still be executed."));
        }
        else if (call.Callee is null)
        {
            Seek(call);
        }
        else if (call.Sent is null)
        {
            // The signature takes longer than any limit of ours; it comes.
            Plan(call, ProtocolLimits.CallAckTime);
        }
        else if (call.IsAcknowledged)
        {
            Probe(call);
        }
        else
        {
            Try(call);
        }
    }

    private void Seek(OwnCall call)
    {
        if (Choose(call) is not { } chosen)
        {
            if (_turn.Now >= call.SeekUntil)
            {
                Fail(call, CallFailure.NoSuchProcedure, $"Nobody in reach offers '{call.Command.Procedure}'.");
            }
            else
            {
                PlanAt(call, call.SeekUntil);
            }

            return;
        }

        call.Callee = chosen.Peer;
        call.Boot = _directory.IncarnationOf(chosen.Peer);
        call.IsIdempotent = chosen.IsIdempotent;
        call.Sent = null;
        call.Attempt = 0;
        call.Afloat.Clear();
        call.WayUntil = _turn.Now + ProtocolLimits.WayPatience;
        call.NextChoice = RouteChoice.Best;
        call.IsAcknowledged = false;
        CallCommand command = call.Command;
        CallBody body = new(call.Boot, _directory.HeardOf(chosen.Peer), call.Number, command.Procedure, command.TimeoutMilliseconds, command.WantsProgress, command.Caller, command.Payload);
        if (_author.Write(RoomId.OfPeer(chosen.Peer), ServiceClass.Private, new PublishCommand((long)call.Number, string.Empty, CallBody.MessageKind, body.Encode())) is { } refusal)
        {
            Fail(call, CallFailure.NoRoute, refusal);
            return;
        }

        Plan(call, ProtocolLimits.CallAckTime);
    }

    /// <summary>The nearest who offers it and was not tried; who offers more than it names comes after all who name it.</summary>
    private (PeerId Peer, bool IsIdempotent)? Choose(OwnCall call)
    {
        ulong hash = Interest.OfProcedure(call.Command.Procedure);
        IEnumerable<(PeerId Peer, bool IsIdempotent)> named = _directory.Interests.Offering(hash);
        IEnumerable<(PeerId Peer, bool IsIdempotent)> more = _directory.Interests.OfferingMore().Select(peer => (peer, false));
        foreach (IEnumerable<(PeerId Peer, bool IsIdempotent)> group in (IEnumerable<(PeerId, bool)>[])[named, more])
        {
            (PeerId Peer, bool IsIdempotent)[] open = [.. group
                .Where(offer => _directory.IncarnationOf(offer.Peer) is var boot && boot != 0 && !call.Tried.Contains((offer.Peer, boot)))
                .OrderBy(offer => _directory.HopsTo(offer.Peer) ?? int.MaxValue)
                .ThenBy(offer => offer.Peer)
                .Take(1)];
            if (open.Length > 0)
            {
                return open[0];
            }
        }

        return null;
    }

    /// <summary>Tries the next way; after the last it begins anew, since the callee executes no bundle twice, and when its patience is over it gives the callee up.</summary>
    private void Try(OwnCall call)
    {
        while (call.NextChoice <= RouteChoice.Broadcast && call.Attempt < ProtocolLimits.AttemptsMax)
        {
            RouteChoice choice = call.NextChoice++;
            if (_router.Send(call.Sent!, call.Callee!.Value, (byte)(call.Attempt + 1), choice))
            {
                call.Attempt++;
                call.Afloat.Add(call.Attempt);
                Plan(call, ProtocolLimits.CallAckTime);
                return;
            }
        }

        if (call.Afloat.Count > 0 && _turn.Now < call.Due)
        {
            return;
        }

        if (_turn.Now < call.WayUntil && call.Attempt < ProtocolLimits.AttemptsMax)
        {
            // A way may be heard of, or a broadcast be allowed, in a moment; or the way is longer than we waited.
            call.NextChoice = RouteChoice.Best;
            Plan(call, ProtocolLimits.CallAckTime);
            return;
        }

        GiveUp(call);
    }

    private void Acknowledge(OwnCall call)
    {
        if (!call.IsAcknowledged)
        {
            call.IsAcknowledged = true;
            call.ProbeTime = ProtocolLimits.ProbeTimeMin;
            Plan(call, call.ProbeTime);
        }
    }

    /// <summary>The same bundle again: a callee that has answered answers once more, one that is at it says so.</summary>
    private void Probe(OwnCall call)
    {
        if (call.Attempt == ProtocolLimits.AttemptsMax)
        {
            GiveUp(call);
            return;
        }

        call.Attempt++;
        _router.Send(call.Sent!, call.Callee!.Value, call.Attempt, RouteChoice.Best);
        call.ProbeTime = call.ProbeTime * 2 < ProtocolLimits.ProbeTimeMax ? call.ProbeTime * 2 : ProtocolLimits.ProbeTimeMax;
        Plan(call, call.ProbeTime);
    }

    private void GiveUp(OwnCall call)
    {
        bool mayBeExecuted = call.IsAcknowledged || call.Afloat.Count > 0;
        if (mayBeExecuted && !call.IsIdempotent)
        {
            Fail(call, CallFailure.OutcomeUnknown, $"The node that '{call.Command.Procedure}' was called on was lost; whether it was executed is unknown.");
            return;
        }

        TryElsewhere(call, new AnswerBody(
            AnswerKind.Error,
            call.Number,
            mayBeExecuted ? CallFailure.OutcomeUnknown : CallFailure.NoRoute,
            Sentence: $"No way leads to a node that offers '{call.Command.Procedure}'."));
    }

    private void TryElsewhere(OwnCall call, AnswerBody failure)
    {
        call.Tried.Add((call.Callee!.Value, call.Boot));
        call.Callee = null;
        if (call.Tried.Count >= ProtocolLimits.CalleesTriedMax || Choose(call) is null)
        {
            Forget(call);
            Tell(call.Token, failure.Failure == CallFailure.Stale ? failure with { Failure = CallFailure.NoRoute, Sentence = "The callee was started anew; call again." } : failure);
            return;
        }

        Seek(call);
    }

    private void SendCancel(OwnCall call)
    {
        if (call is { Callee: { } callee, Sent: not null })
        {
            _author.Write(RoomId.OfPeer(callee), ServiceClass.Private, new PublishCommand(0, string.Empty, CancelBody.MessageKind, CancelBody.Encode(call.Number)));
        }
    }

    private void Fail(OwnCall call, CallFailure failure, string sentence)
    {
        Forget(call);
        Tell(call.Token, new AnswerBody(AnswerKind.Error, call.Number, failure, Sentence: sentence));
    }

    private void Forget(OwnCall call)
    {
        _calls.Remove(call.Number);
        _numbers.Remove(call.Token);
    }

    private void Plan(OwnCall call, TimeSpan wait) => PlanAt(call, _turn.Now + wait);

    private void PlanAt(OwnCall call, MeshInstant due)
    {
        call.Due = MeshInstant.Min(due, call.TimeoutAt);
        _deadlines.Set(call.Due, TimerKind.Call, (long)call.Number);
    }

    private void Tell(long token, AnswerBody answer) => _turn.Outbox.Add(new MeshOutput(MeshOutputKind.CallAnswered, Number: token, Body: answer));
}
