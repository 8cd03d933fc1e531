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
    private readonly TokenBucket _messages;
    private readonly TokenBucket _bytes;
    private readonly Dictionary<RoomId, OwnStream> _streams = [];
    private readonly List<OwnStream> _order = [];
    private readonly Dictionary<RoomId, List<MessageId>> _lastSeen = [];
    private readonly Dictionary<long, (OwnStream Stream, BundleCore Core, byte[] Encoded)> _signing = [];
    private int _pending;
    private long _lastToken;
    private MeshInstant _planned = MeshInstant.Never;

    /// <summary>Makes the author of a node.</summary>
    public Author(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, HybridClock clock, MeshRandom random)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _clock = clock;
        _random = random;
        _messages = new TokenBucket(options.Gossip.AuthorMessagesPerSecond, options.Gossip.AuthorBurst, turn.Now);
        _bytes = new TokenBucket(options.Gossip.AuthorBytesPerSecond, Math.Max(options.Gossip.AuthorBytesPerSecond, WireLimits.BodyBytesMax), turn.Now);
        Incarnation = random.NextUInt64();
    }

    /// <summary>The present incarnation.</summary>
    public ulong Incarnation { get; private set; }

    /// <summary>Whether a stream is one of this node's present run.</summary>
    public bool IsOwn(StreamId stream) => stream.Origin == _options.Self && stream.Incarnation == Incarnation;

    /// <summary>The last number given in an own stream.</summary>
    public ulong LastOf(RoomId room) => _streams.TryGetValue(room, out OwnStream? stream) ? stream.Last : 0;

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

    /// <summary>Takes a message to write.</summary>
    /// <returns>Null when it was taken; else why not.</returns>
    public string? Write(RoomId room, PublishCommand command)
    {
        if (command.Body.Length > WireLimits.BodyBytesMax)
        {
            return FormattableString.Invariant($"The message has {command.Body.Length} bytes; at most {WireLimits.BodyBytesMax} fit.");
        }

        if (_pending >= ProtocolLimits.PendingMessagesMax)
        {
            return FormattableString.Invariant($"{_pending} messages wait to be sent already; wait until some have left.");
        }

        if (!_streams.TryGetValue(room, out OwnStream? stream))
        {
            stream = new OwnStream(new StreamId(_options.Self, Incarnation, room));
            _streams.Add(room, stream);
            _order.Add(stream);
        }

        stream.Pending.Enqueue(command);
        _pending++;
        Pump();
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
        foreach (OwnStream former in _order.ToArray())
        {
            OwnStream stream = new(former.Id with { Incarnation = Incarnation });
            while (former.Pending.TryDequeue(out PublishCommand? command))
            {
                stream.Pending.Enqueue(command);
            }

            _streams[former.Id.Room] = stream;
            _order[_order.IndexOf(former)] = stream;
        }

        Pump();
    }

    private void Bundle(OwnStream stream)
    {
        bool isPresence = stream.Id.Room == RoomId.Presence;
        long allowed = isPresence ? 1 : Math.Min(_messages.Available(_turn.Now), WireLimits.BundleMessagesMax);
        if (allowed == 0 || (!isPresence && _bytes.Available(_turn.Now) < Math.Min(stream.Pending.Peek().Body.Length, WireLimits.BodyBytesMax)))
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

        _pending -= messages.Count;
        if (!isPresence)
        {
            _messages.Take(messages.Count, _turn.Now);
            _bytes.Take(bytes, _turn.Now);
        }

        ServiceClass serviceClass = isPresence ? ServiceClass.Ephemeral : ServiceClass.Durable;
        BundleCore core = new(stream.Id.Room, stream.Last + 1, stream.Previous, serviceClass, [.. messages]);
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
        MeshInstant messages = _messages.When(1, _turn.Now);
        MeshInstant bytes = _bytes.When(stream.Pending.Peek().Body.Length, _turn.Now);
        MeshInstant due = messages > bytes ? messages : bytes;
        if (_planned <= _turn.Now || due < _planned)
        {
            _planned = due;
            _deadlines.Set(due, TimerKind.Author);
        }
    }
}
