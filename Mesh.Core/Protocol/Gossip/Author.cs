using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// Numbers, bundles and signs what this node writes (docs/protocol.md, "Messages"). A message alone leaves at once as a bundle of one;
/// what piles up while one is signed, or while the author's own limit holds, leaves together.
/// </summary>
internal sealed class Author
{
    private readonly ProtocolOptions _options;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly HybridClock _clock;
    private readonly MeshRandom _random;
    private readonly AuthorLane _rooms;
    private readonly AuthorLane _events;
    private readonly AuthorLane _presence;
    private readonly Dictionary<RoomId, OwnStream> _streams = [];
    private readonly List<OwnStream> _order = [];
    private readonly Dictionary<RoomId, List<MessageId>> _lastSeen = [];
    private readonly Dictionary<long, (OwnStream Stream, BundleCore Core, byte[] Encoded)> _signing = [];
    private long _lastToken;
    private ulong _lastForgotten;
    private MeshInstant _planned = MeshInstant.Never;

    /// <summary>Makes the author of a node.</summary>
    public Author(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, HybridClock clock, MeshRandom random)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _clock = clock;
        _random = random;
        _rooms = AuthorLane.OfRooms(options.Gossip, turn.Now);
        _events = AuthorLane.OfEvents(options.Gossip, turn.Now);
        _presence = AuthorLane.OfPresence();
        Incarnation = random.NextUInt64();
    }

    /// <summary>The present incarnation.</summary>
    public ulong Incarnation { get; private set; }

    /// <summary>Whether a stream is one of this node's present run.</summary>
    public bool IsOwn(StreamId stream) => stream.Origin == _options.Self && stream.Incarnation == Incarnation;

    /// <summary>Whether so many events and routed messages wait that what is only courtesy is left out.</summary>
    public bool IsBusy => _events.Pending >= ProtocolLimits.CourtesiesMax;

    /// <summary>The last number given in an own stream; of one to a peer that was forgotten, a number that is not lower.</summary>
    public ulong LastOf(RoomId room) => _streams.TryGetValue(room, out OwnStream? stream) ? stream.Last : _lastForgotten;

    /// <summary>Somebody wrote in a room: the next own message there names it as a parent.</summary>
    public void OnSeen(RoomId room, MessageId message)
    {
        if (!_lastSeen.TryGetValue(room, out List<MessageId>? seen))
        {
            _lastSeen.Add(room, seen = []);
        }

        seen.Add(message);
        if (seen.Count > ProtocolLimits.ParentsMax)
        {
            seen.RemoveAt(0);
        }
    }

    /// <summary>A room was left: what was seen there no longer matters.</summary>
    public void OnLeft(RoomId room) => _lastSeen.Remove(room);

    /// <summary>Takes a message to write in a stream of this node, whose class its first message settles.</summary>
    /// <returns>Null when it was taken; else why not.</returns>
    public string? Write(RoomId room, ServiceClass serviceClass, PublishCommand command)
    {
        if (command.Body.Length > WireLimits.BodyBytesMax)
        {
            return FormattableString.Invariant($"The message has {command.Body.Length} bytes; at most {WireLimits.BodyBytesMax} fit.");
        }

        if (!_streams.TryGetValue(room, out OwnStream? stream))
        {
            stream = Open(room, serviceClass);
        }

        if (stream.Lane.Pending >= stream.Lane.PendingMax)
        {
            return FormattableString.Invariant($"{stream.Lane.Pending} messages wait to be sent already; wait until some have left.");
        }

        stream.LastWritten = _turn.Now;
        stream.Pending.Enqueue(command);
        stream.Lane.Pending++;
        if (stream.Signing.Count == 0)
        {
            Bundle(stream);
        }

        return null;
    }

    /// <summary>Bundles whatever may leave now.</summary>
    public void Pump()
    {
        foreach (OwnStream stream in _order)
        {
            if (stream.Signing.Count == 0 && stream.Pending.Count > 0)
            {
                Bundle(stream);
            }
        }
    }

    /// <summary>A signature came.</summary>
    /// <returns>The finished bundle and the commands in it, or null for a signature that nobody waits for.</returns>
    public (SignedBundle Bundle, BundleCore Core, PublishCommand[] Commands)? OnSigned(long token, ReadOnlyMemory<byte> signature)
    {
        if (!_signing.Remove(token, out (OwnStream Stream, BundleCore Core, byte[] Encoded) signing))
        {
            return null;
        }

        OwnStream stream = signing.Stream;
        SignedBundle bundle = new(SignatureSuite.P256, _options.Self, stream.Id.Incarnation, signing.Encoded, signature);
        stream.Previous = bundle.Id;
        PublishCommand[] commands = [.. stream.Signing];
        stream.Signing.Clear();
        return (bundle, signing.Core, commands);
    }

    /// <summary>
    /// Draws a new incarnation, because another node writes in the present one. What waits goes into new streams;
    /// what is being signed keeps its old numbers.
    /// </summary>
    public void Reincarnate()
    {
        Incarnation = _random.NextUInt64();
        _lastForgotten = 0;
        foreach (OwnStream former in _order.ToArray())
        {
            OwnStream stream = new(former.Id with { Incarnation = Incarnation }, former.Class, former.Lane);
            while (former.Pending.TryDequeue(out PublishCommand? command))
            {
                stream.Pending.Enqueue(command);
            }

            _streams[former.Id.Room] = stream;
            _order[_order.IndexOf(former)] = stream;
        }

        Pump();
    }

    private OwnStream Open(RoomId room, ServiceClass serviceClass)
    {
        if (serviceClass == ServiceClass.Private)
        {
            ForgetOldest();
        }

        AuthorLane lane = room == RoomId.Presence ? _presence : serviceClass == ServiceClass.Durable ? _rooms : _events;
        OwnStream stream = new(new StreamId(_options.Self, Incarnation, room), serviceClass, lane);
        if (serviceClass == ServiceClass.Private)
        {
            stream.Last = _lastForgotten;
        }

        _streams.Add(room, stream);
        _order.Add(stream);
        return stream;
    }

    /// <summary>
    /// Who calls makes this node write to it, so that streams to peers would pile up without end. The one not written to for longest goes; a later one to
    /// the same peer begins above all that were forgotten, so that no number is given twice.
    /// </summary>
    private void ForgetOldest()
    {
        OwnStream[] idle = [.. _order.Where(stream => stream is { Class: ServiceClass.Private, Pending.Count: 0, Signing.Count: 0 })];
        if (idle.Length >= ProtocolLimits.RoutedStreamsMax)
        {
            OwnStream oldest = idle.MinBy(stream => stream.LastWritten)!;
            _lastForgotten = Math.Max(_lastForgotten, oldest.Last);
            _streams.Remove(oldest.Id.Room);
            _order.Remove(oldest);
        }
    }

    private void Bundle(OwnStream stream)
    {
        AuthorLane lane = stream.Lane;
        int allowed = lane.Allowance(stream.Pending.Peek().Body.Length, _turn.Now);
        if (allowed == 0)
        {
            Plan(stream);
            return;
        }

        List<CoreMessage> messages = [];
        int bytes = 0;
        while (messages.Count < allowed && stream.Pending.TryPeek(out PublishCommand? next) && bytes + next.Body.Length <= WireLimits.BodyBytesMax)
        {
            stream.Signing.Add(stream.Pending.Dequeue());
            bytes += next.Body.Length;
            messages.Add(new CoreMessage(_clock.Next(), messages.Count == 0 ? Parents(stream.Id.Room) : [], next.Kind, next.Body));
        }

        lane.Take(messages.Count, bytes, _turn.Now);
        BundleCore core = new(stream.Id.Room, stream.Last + 1, stream.Previous, stream.Class, [.. messages]);
        stream.Last = core.Last;
        Sign(stream, core);
    }

    private void Sign(OwnStream stream, BundleCore core)
    {
        byte[] encoded = core.Encode();
        long token = ++_lastToken;
        _signing.Add(token, (stream, core, encoded));
        byte[] signed = SignedBundle.SignedBytes(SignatureSuite.P256, _options.NetworkHash, _options.Self, stream.Id.Incarnation, encoded);
        _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Sign, Bytes: signed, Number: token));
    }

    private MessageId[] Parents(RoomId room) => _lastSeen.TryGetValue(room, out List<MessageId>? seen) ? [.. seen] : [];

    private void Plan(OwnStream stream)
    {
        MeshInstant due = stream.Lane.When(stream.Pending.Peek().Body.Length, _turn.Now);
        if (_planned <= _turn.Now || due < _planned)
        {
            _planned = due;
            _deadlines.Set(due, TimerKind.Author);
        }
    }
}
