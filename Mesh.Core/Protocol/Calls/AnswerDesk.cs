using Mesh.Protocol.Gossip;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>
/// The calls that other nodes make of this one (docs/protocol.md, "Calls"): each is executed at most once, acknowledged when its answer takes long, and its
/// answer is kept for a while for a caller that asks again.
/// </summary>
internal sealed class AnswerDesk
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly Author _author;
    private readonly Router _router;
    private readonly PresenceDirectory _directory;
    private readonly SortedDictionary<long, ServedCall> _running = [];
    private readonly Dictionary<(PeerId Caller, ulong Incarnation, ulong Number), ServedCall> _byKey = [];
    private readonly Dictionary<long, ServedCall> _unsigned = [];
    private readonly Queue<ServedCall> _answered = new();
    private long _answerBytes;
    private long _lastInvocation;
    private (ulong Boot, ulong Heard) _forgottenTo;

    /// <summary>Makes the desk of a node.</summary>
    public AnswerDesk(Turn turn, DeadlineQueue deadlines, Author author, Router router, PresenceDirectory directory)
    {
        _turn = turn;
        _deadlines = deadlines;
        _author = author;
        _router = router;
        _directory = directory;
    }

    /// <summary>The number of this node's newest presence.</summary>
    public ulong PresenceNumber => _author.LastOf(RoomId.Presence);

    /// <summary>
    /// A stream of calls is forgotten, and with it which of them were executed. None of them can name a later presence of this node than it had when the
    /// last of them came, so whatever names none later is not executed any more.
    /// </summary>
    /// <param name="heardAt">The number of this node's newest presence when something of that stream last came.</param>
    public void OnForgotten(ulong heardAt)
    {
        ulong former = _forgottenTo.Boot == _author.Incarnation ? _forgottenTo.Heard : 0;
        _forgottenTo = (_author.Incarnation, Math.Max(former, Math.Min(heardAt, PresenceNumber)));
    }

    /// <summary>Somebody calls.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="incarnation">The caller's run.</param>
    /// <param name="body">The call.</param>
    /// <param name="isRepeat">Whether the very bundle was here before: then it was executed, or refused, even where nothing of it is remembered.</param>
    public void OnCall(PeerId caller, ulong incarnation, CallBody body, bool isRepeat)
    {
        Forget();
        if (_byKey.TryGetValue((caller, incarnation, body.Number), out ServedCall? served))
        {
            Repeat(served);
        }
        else if (body.Boot != _author.Incarnation)
        {
            Refuse(caller, body.Number, CallFailure.Stale, "The call was meant for an earlier run of this node.");
        }
        else if (body.Heard > PresenceNumber || (_forgottenTo.Boot == body.Boot && body.Heard <= _forgottenTo.Heard))
        {
            Refuse(caller, body.Number, CallFailure.OutcomeUnknown, "The node cannot tell any more whether it executed the call.");
        }
        else if (isRepeat)
        {
            Refuse(caller, body.Number, CallFailure.OutcomeUnknown, "The answer is not kept any more.");
        }
        else if (_running.Count >= ProtocolLimits.InvocationsMax)
        {
            Refuse(caller, body.Number, CallFailure.Busy, FormattableString.Invariant($"The node executes {_running.Count} calls already; call again later."));
        }
        else
        {
            Invoke(caller, incarnation, body);
        }
    }

    /// <summary>A caller no longer waits.</summary>
    public void OnCancel(PeerId caller, ulong incarnation, ulong number)
    {
        if (_byKey.TryGetValue((caller, incarnation, number), out ServedCall? served) && !served.IsAnswered)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.InvocationCancelled, Number: served.Invocation));
        }
    }

    /// <summary>The application answers, or tells of progress.</summary>
    public void OnAnswer(long invocation, AnswerBody answer)
    {
        if (!_running.TryGetValue(invocation, out ServedCall? served))
        {
            FreePlace(answer.Kind);
            return;
        }

        answer = answer with { Number = served.Number };
        if (answer.Kind == AnswerKind.Progress)
        {
            if (Write(served.Caller, token: 0, answer) is not null)
            {
                FreePlace(answer.Kind);
            }

            return;
        }

        served.IsAnswered = true;
        served.AnsweredAt = _turn.Now;
        _running.Remove(invocation);
        _answered.Enqueue(served);
        Forget();
        _unsigned.Add(invocation, served);
        if (Write(served.Caller, -invocation, answer) is not null)
        {
            // So much waits that not even an answer fits: the caller asks again, and learns that the outcome is unknown.
            _unsigned.Remove(invocation);
        }
    }

    /// <summary>The bundle that carries an answer is signed, and was sent on the best way if there is one.</summary>
    public void OnSigned(long invocation, SignedBundle bundle, bool isSent)
    {
        if (_unsigned.Remove(invocation, out ServedCall? served))
        {
            served.Answer = bundle;
            served.Attempt = 1;
            _answerBytes += bundle.EncodedBytes;
            if (!isSent)
            {
                Escalate(served);
            }
        }
    }

    /// <summary>A relay could not pass on an attempt.</summary>
    public void OnNoRoute(ulong shortId, byte attempt)
    {
        foreach (ServedCall served in _answered.Where(served => served.Answer?.Id.Short == shortId && served.Attempt == attempt))
        {
            Escalate(served);
        }
    }

    /// <summary>Somebody who waits for an answer may be gone, or run anew: then nobody wants it.</summary>
    public void OnPresenceChanged()
    {
        foreach (ServedCall served in _running.Values.Where(served => _directory.IncarnationOf(served.Caller) is var run && run != 0 && run != served.Key.Incarnation).ToArray())
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.InvocationCancelled, Number: served.Invocation));
        }
    }

    /// <summary>A call may want to be acknowledged.</summary>
    public void OnDeadline(long invocation)
    {
        if (_running.TryGetValue(invocation, out ServedCall? served))
        {
            Acknowledge(served);
        }
    }

    private void Invoke(PeerId caller, ulong incarnation, CallBody body)
    {
        ServedCall served = new(++_lastInvocation, caller, incarnation, body.Number);
        _byKey.Add(served.Key, served);
        _running.Add(served.Invocation, served);
        _deadlines.Set(_turn.Now + ProtocolLimits.CallAckDelay, TimerKind.CallAck, served.Invocation);
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Invoke, Peer: caller, Number: served.Invocation, Body: body));
    }

    private void Repeat(ServedCall served)
    {
        if (!served.IsAnswered)
        {
            Acknowledge(served);
        }
        else if (served.Answer is { } answer && served.Attempt < ProtocolLimits.AttemptsMax)
        {
            served.Attempt++;
            _router.Send(answer, served.Caller, served.Attempt, RouteChoice.Best);
        }
        else if (!_unsigned.ContainsKey(served.Invocation))
        {
            Refuse(served.Caller, served.Number, CallFailure.OutcomeUnknown, "The call was executed, and its answer cannot be told any more.");
        }
    }

    private void Escalate(ServedCall served)
    {
        for (RouteChoice choice = RouteChoice.Second; choice <= RouteChoice.Broadcast && served.Attempt < ProtocolLimits.AttemptsMax; choice++)
        {
            if (_router.Send(served.Answer!, served.Caller, (byte)(served.Attempt + 1), choice))
            {
                served.Attempt++;
                return;
            }
        }
    }

    // Whoever is neither told nor refused asks again.
    private void Acknowledge(ServedCall served)
    {
        if (!_author.IsBusy)
        {
            Write(served.Caller, token: 0, new AnswerBody(AnswerKind.Ack, served.Number));
        }
    }

    private void Refuse(PeerId caller, ulong number, CallFailure failure, string sentence)
    {
        if (!_author.IsBusy)
        {
            Write(caller, token: 0, new AnswerBody(AnswerKind.Error, number, failure, Sentence: sentence));
        }
    }

    private string? Write(PeerId caller, long token, AnswerBody answer) =>
        _author.Write(RoomId.OfPeer(caller), ServiceClass.Private, new PublishCommand(token, string.Empty, (byte)answer.Kind, answer.Encode()));

    private void FreePlace(AnswerKind kind)
    {
        if (kind == AnswerKind.Progress)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.EventsTaken, Number: 1));
        }
    }

    private void Forget()
    {
        while (_answered.TryPeek(out ServedCall? oldest)
            && (_turn.Now - oldest.AnsweredAt > ProtocolLimits.AnswerLife || _answered.Count > ProtocolLimits.AnswersMax || _answerBytes > ProtocolLimits.AnswerBytesMax))
        {
            _answered.Dequeue();
            _byKey.Remove(oldest.Key);
            _unsigned.Remove(oldest.Invocation);
            _answerBytes -= oldest.Answer?.EncodedBytes ?? 0;
        }
    }
}
