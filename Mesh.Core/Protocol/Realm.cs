using Mesh.Protocol.Calls;
using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Routing;
using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Protocol;

/// <summary>What is not kept: events of topics, and calls and probes that are routed to one node. The part of the machine beside rooms, put together.</summary>
internal sealed class Realm
{
    private readonly Turn _turn;
    private readonly OwnPresence _presence;
    private readonly PresenceDirectory _directory;
    private readonly Router _router;
    private readonly EventOrder _order;
    private readonly TopicDesk _topics;
    private readonly CallDesk _calls;
    private readonly AnswerDesk _answers;
    private readonly EchoDesk _echoes;
    private readonly ProbeDesk _probes;
    private readonly List<OrderedBundle> _ready = [];
    private long _knownVersion;

    /// <summary>Puts it together.</summary>
    public Realm(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, RealmParts parts, MeshRandom random)
    {
        _turn = turn;
        _presence = parts.Presence;
        _directory = parts.Directory;
        _router = new Router(options.Self, turn, parts.Links, parts.Sender);
        _order = new EventOrder(turn, deadlines);
        _topics = new TopicDesk(turn, parts.Author, parts.Directory, parts.Presence, _order);
        _calls = new CallDesk(turn, deadlines, parts.Author, _router, parts.Directory);
        _answers = new AnswerDesk(turn, deadlines, parts.Author, _router, parts.Directory);
        _echoes = new EchoDesk(options.Self, turn, parts, _router.Routes, new WayTable(options.MessageWaysMax));
        _probes = new ProbeDesk(turn, deadlines, parts, _router, _echoes, random);
    }

    /// <summary>How messages came here.</summary>
    public WayTable Ways => _echoes.Ways;

    /// <summary>Handles what the application says; false when it is about something else.</summary>
    public bool TryHandle(in MeshInput input)
    {
        switch (input.Kind)
        {
            case MeshInputKind.Interest:
                _presence.SetInterest((Interest)input.Body!);
                return true;
            case MeshInputKind.PublishEvent:
                _topics.OnPublish((EventCommand)input.Body!);
                return true;
            case MeshInputKind.Call:
                _calls.OnCall(input.Number, (CallCommand)input.Body!);
                return true;
            case MeshInputKind.CancelCall:
                _calls.OnCancel(input.Number);
                return true;
            case MeshInputKind.Answer:
                _answers.OnAnswer(input.Number, (AnswerBody)input.Body!);
                return true;
            case MeshInputKind.Probe:
                _probes.OnAsk(input.Number, (ProbeCommand)input.Body!);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a routed bundle was passed on before: then nothing of it needs to be looked at.</summary>
    public bool IsSeen(in RoutedRecord record) => _router.IsSeen(record);

    /// <summary>Whether a routed bundle was here before in another attempt.</summary>
    public bool IsRepeat(in RoutedRecord record) => _router.IsRepeat(record);

    /// <summary>A relay could not pass on what it got from here.</summary>
    public void OnNoRoute(LinkState link, in NoRouteRecord record)
    {
        if (_router.OnNoRoute(link, record))
        {
            _calls.OnNoRoute(record.Short, record.Attempt);
            _answers.OnNoRoute(record.Short, record.Attempt);
            _probes.OnNoRoute(record.Short, record.Attempt);
        }
    }

    /// <summary>A verified bundle came on a link before any other copy: that way leads to its author.</summary>
    public void OnHeard(PendingBundle pending)
    {
        if (!pending.IsSync)
        {
            _router.Routes.OnHeard(pending.Bundle.Origin, pending.From, pending.Core.Messages[^1].Hlc, _turn.Now);
        }
        else if (pending.Core.Room == RoomId.Presence)
        {
            _router.Routes.OnTold(pending.Bundle.Origin, pending.From, _turn.Now);
        }
    }

    /// <summary>A bundle of events was taken in.</summary>
    public void OnEvents(StreamState stream, BundleEntry entry) => _topics.OnTaken(stream, entry);

    /// <summary>An own bundle is signed; those of events and of routed messages concern the realm.</summary>
    public void OnSigned(SignedBundle bundle, BundleCore core, PublishCommand[] commands)
    {
        if (core.Class != ServiceClass.Private && core.Room != RoomId.Topics)
        {
            return;
        }

        int taken = core.Room == RoomId.Topics ? commands.Length : commands.Count(command => command.Kind == (byte)AnswerKind.Progress);
        if (taken > 0)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.EventsTaken, Number: taken));
        }

        if (core.Class != ServiceClass.Private)
        {
            return;
        }

        bool isSent = _router.Send(bundle, new PeerId(core.Room.Value), attempt: 1, RouteChoice.Best);
        foreach (PublishCommand command in commands)
        {
            if (command.Kind == ProbeBody.MessageKind)
            {
                _probes.OnSigned((ulong)command.Token, bundle, isSent);
            }
            else if (command.Token > 0)
            {
                _calls.OnSigned((ulong)command.Token, bundle, isSent);
            }
            else if (command.Token < 0)
            {
                _answers.OnSigned(-command.Token, bundle, isSent);
            }
        }
    }

    /// <summary>A routed bundle's signature is valid: it is passed on, or is for this node.</summary>
    public void OnRouted(PendingBundle pending, BundleStore store)
    {
        if (!_router.OnVerified(pending))
        {
            return;
        }

        StreamState stream = store.Open(pending.Stream, ServiceClass.Private);
        if (stream.Class != ServiceClass.Private)
        {
            // Its author also wrote in this stream as in a room; the class of a stream is that of its first bundle.
            _turn.Trace(TraceKind.Ignored, pending.From.Id, (long)pending.Bundle.Id.Short);
            return;
        }

        OrderedBundle bundle = new(pending.Stream, pending.Core, pending.Bundle.EncodedBytes, _turn.Now);
        if (stream.Window!.Contains(pending.Core.Last))
        {
            HandOut(bundle, isRepeat: true);
            return;
        }

        stream.Window.Add(pending.Core.Last);
        stream.LastHeard = _turn.Now;
        stream.HeardAt = _answers.PresenceNumber;
        TakeProbes(pending);
        _order.OnTaken(stream, bundle, _ready);
        HandOutReady();
    }

    /// <summary>Handles a timer of the realm; false when it is about something else.</summary>
    public bool TryHandle(in Timer timer, StreamState? stream)
    {
        switch (timer.Kind)
        {
            case TimerKind.HoldBack when stream is { Class: ServiceClass.Ephemeral }:
                _topics.OnDeadline(stream);
                return true;
            case TimerKind.HoldBack when stream is { Class: ServiceClass.Private }:
                _order.OnDeadline(stream, _ready);
                HandOutReady();
                return true;
            case TimerKind.Call:
                _calls.OnDeadline((ulong)timer.Subject);
                return true;
            case TimerKind.CallAck:
                _answers.OnDeadline(timer.Subject);
                return true;
            case TimerKind.Probe:
                _probes.OnDeadline((ulong)timer.Subject);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Looks whether anybody came, went, or offers something else since the last look.</summary>
    public void OnPresenceChanged()
    {
        if (_knownVersion != _directory.Interests.Version)
        {
            _knownVersion = _directory.Interests.Version;
            _calls.OnPresenceChanged();
            _answers.OnPresenceChanged();
            _probes.OnPresenceChanged();
        }
    }

    /// <summary>A stream is forgotten.</summary>
    public void OnForgotten(StreamState stream)
    {
        _order.OnForgotten(stream);
        if (stream.Class == ServiceClass.Private)
        {
            _answers.OnForgotten(stream.HeardAt);
        }
    }

    // Out of turn: a probe that waited for what got lost before it would measure that. What comes in a second attempt was answered in the first.
    private void TakeProbes(PendingBundle pending)
    {
        foreach (CoreMessage message in pending.Core.Messages)
        {
            if (message.Kind == ProbeBody.MessageKind && ProbeBody.Read(message.Body) is { } probe)
            {
                _echoes.OnProbe(pending.Bundle.Origin, probe, pending.From, pending.Hops);
            }
            else if (message.Kind == EchoBody.MessageKind && EchoBody.Read(message.Body) is { } echo)
            {
                _probes.OnEcho(pending.Bundle.Origin, echo);
            }
        }
    }

    private void HandOutReady()
    {
        foreach (OrderedBundle bundle in _ready)
        {
            HandOut(bundle, isRepeat: false);
        }

        _ready.Clear();
    }

    private void HandOut(OrderedBundle bundle, bool isRepeat)
    {
        PeerId origin = bundle.Stream.Origin;
        foreach (CoreMessage message in bundle.Core.Messages)
        {
            if (message.Kind == CallBody.MessageKind)
            {
                if (CallBody.Read(message.Body) is { } call)
                {
                    _answers.OnCall(origin, bundle.Stream.Incarnation, call, isRepeat);
                }
            }
            else if (message.Kind == CancelBody.MessageKind)
            {
                if (CancelBody.Read(message.Body) is { } number)
                {
                    _answers.OnCancel(origin, bundle.Stream.Incarnation, number);
                }
            }
            else if (AnswerBody.Read(message.Kind, message.Body) is { } answer && !(isRepeat && answer.Kind == AnswerKind.Progress))
            {
                _calls.OnAnswer(origin, bundle.Stream.Incarnation, answer);
            }
        }
    }
}
