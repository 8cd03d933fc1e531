using Mesh.Diagnostics;
using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;

namespace Mesh.Hosting;

/// <summary>Hands events, answers, echoes and calls of other nodes to the application. Belongs to the pump.</summary>
internal sealed class RealmNarrator
{
    private readonly SubscriberBook _subscribers;
    private readonly ProcedureBook _procedures;
    private readonly OwnCalls _calls;
    private readonly PeerBook _peers;
    private readonly MeshMetrics _metrics;
    private readonly Dictionary<long, Invocation> _invocations = [];
    private WantedTopics? _wanted;

    public RealmNarrator(SubscriberBook subscribers, ProcedureBook procedures, OwnCalls calls, PeerBook peers, MeshMetrics metrics)
    {
        _subscribers = subscribers;
        _procedures = procedures;
        _calls = calls;
        _peers = peers;
        _metrics = metrics;
    }

    /// <summary>Probes that wait for their end.</summary>
    public required OwnProbes Probes { get; init; }

    /// <summary>Gives back the places of own events and progressive results.</summary>
    public required Action<int> FreePlaces { get; init; }

    /// <summary>Is told what others want when it has changed.</summary>
    public required Action<WantedTopics> WantedChanged { get; init; }

    /// <summary>Takes a handler's last word.</summary>
    public required Action<long, AnswerBody> Answer { get; init; }

    /// <summary>Takes a progressive result of a handler.</summary>
    public required Func<long, AnswerBody, Task> Progress { get; init; }

    /// <returns>False when the output is not about events or calls.</returns>
    public bool TryTell(in MeshOutput output)
    {
        switch (output.Kind)
        {
            case MeshOutputKind.Events when output.Body is EventDelivery delivery:
                Deliver(delivery);
                return true;
            case MeshOutputKind.EventsTaken:
                FreePlaces((int)output.Number);
                return true;
            case MeshOutputKind.EventsLost:
                _metrics.TopicEventsLost(output.Number);
                _subscribers.NoteLost(output.Number);
                return true;
            case MeshOutputKind.CallAnswered when output.Body is AnswerBody answer:
                _calls.Answer(output.Number, answer);
                return true;
            case MeshOutputKind.ProbeEnded when output.Body is ProbeOutcome outcome:
                Probes.End(output.Number, outcome);
                return true;
            case MeshOutputKind.Invoke when output.Body is CallBody call:
                Invoke(output.Number, output.Peer, call);
                return true;
            case MeshOutputKind.InvocationCancelled:
                if (_invocations.TryGetValue(output.Number, out Invocation? invocation))
                {
                    invocation.Cancelled.Cancel();
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Tells what others want.</summary>
    public void TellWanted(WantedTopics wanted)
    {
        if (!ReferenceEquals(_wanted, wanted))
        {
            _wanted = wanted;
            WantedChanged(wanted);
        }
    }

    /// <summary>A handler's last answer was taken.</summary>
    public void Answered(long invocation) => _invocations.Remove(invocation);

    private void Deliver(EventDelivery delivery)
    {
        string name = _peers.NameOf(delivery.Origin) ?? delivery.Origin.ToShortString();
        foreach (ReadOnlyMemory<byte> bytes in delivery.Bodies)
        {
            if (EventBody.Read(bytes) is { } body && RealmNames.IsTopic(body.Topic) && Payload.Read(body.Payload) is MeshArguments arguments)
            {
                _metrics.TopicEventDelivered();
                _subscribers.Deliver(new TopicEvent(
                    body.Topic,
                    arguments,
                    delivery.Origin,
                    name,
                    (long)body.Publication,
                    (long)body.Publisher,
                    DisclosesPublisher: body.Publisher != 0,
                    ExcludesPublisher: false,
                    IsOwn: false));
            }
        }
    }

    private void Invoke(long number, PeerId from, CallBody call)
    {
        if (Payload.Read(call.Payload) is not MeshArguments arguments)
        {
            Answer(number, new AnswerBody(AnswerKind.Error, 0, CallFailure.Failed, "mesh.error.malformed", "The call's values are no MessagePack of an array and a map."));
            return;
        }

        Invocation invocation = new(call.Procedure, arguments, from, (long)call.Caller, call.WantsProgress)
        {
            Progress = progress => Progress(number, new AnswerBody(AnswerKind.Progress, 0, Payload: Payload.Of(progress))),
            Answer = (result, failure) => Answer(number, CallTexts.AnswerOf(result, failure)),
        };
        _invocations.Add(number, invocation);
        _procedures.Invoke(invocation);
    }
}
