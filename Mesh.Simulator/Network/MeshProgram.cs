using Mesh.Hosting;
using Mesh.Protocol;
using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Simulator.Network;

/// <summary>The driver of one real protocol machine in virtual time: carries out what it wants done, as the driver of a real node does.</summary>
internal sealed class MeshProgram : INodeProgram, IFilled
{
    private const int Verified = 0;
    private const int Signed = 1;
    private const int QueueTold = 2;
    private const int DialLost = 3;
    private const byte TextKind = 1;
    private const long WallStart = 1_700_000_000_000;

    private readonly INodeHost _host;
    private readonly ProgramParts _parts;
    private readonly MeshProtocol _protocol;
    private readonly ProtocolOptions _options;
    private readonly Dictionary<int, ProgramLink> _links = [];
    private readonly List<ProgramLink> _touched = [];
    private readonly byte[] _frame;
    private MeshInstant _busyUntil;
    private long _lastCommand;
    private int _verifications;
    private DisseminationParts? _inside;

    /// <summary>Makes the program of a node.</summary>
    /// <param name="host">What the network does for it.</param>
    /// <param name="parts">What all programs share.</param>
    /// <param name="dissemination">How bundles spread; null for what nodes ship with.</param>
    public MeshProgram(INodeHost host, ProgramParts parts, Func<DisseminationParts, IDissemination>? dissemination)
    {
        _host = host;
        _parts = parts;
        _frame = parts.FrameMemory;
        var key = parts.Keys.Of(host.Number);
        _options = new ProtocolOptions
        {
            Self = key.Peer,
            PublicKey = key.PublicKey,
            NetworkId = parts.NetworkHash.Prefix,
            NetworkHash = parts.NetworkHash,
            ListenPort = LinkOptions.PreferredPort,
            ExchangesPeers = parts.Spec.PeerExchange,
            Name = FormattableString.Invariant($"node{host.Number}"),
            Seed = host.Random.NextUInt64(),
            WallClockMilliseconds = WallStart + (host.Now.Microseconds / 1000),
            LinksMax = parts.Spec.LinksMax,
            WatchesLinks = parts.Spec.KeepAlive,
            AnnouncesPresence = parts.Spec.Presence,
            MessageWaysMax = 0,
            Keep = parts.Bundles.Keep,
            Dissemination = inside => Build(inside, dissemination),
        };
        _protocol = new MeshProtocol(_options, host.Now);
    }

    /// <inheritdoc/>
    public void Start() => PlanWake();

    /// <inheritdoc/>
    public void OnHeard(int peer) =>
        Handle(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(_parts.Keys.Of(peer).Peer, AddressOf(peer), IsFresh: true)));

    /// <inheritdoc/>
    public void OnDialFailed(long token, int peer) =>
        Handle(new MeshInput(MeshInputKind.DialFailed, Number: token, Body: DialFailure.Unreachable));

    /// <inheritdoc/>
    public void OnLinkUp(int link, int peer, bool isInitiator, long token)
    {
        _links.Add(link, new ProgramLink(link));
        LinkFacts facts = new(
            _parts.Keys.Of(peer).Peer,
            _parts.Keys.Of(peer).PublicKey,
            isInitiator,
            _parts.Keys.BindingOf(_host.Number),
            _parts.Keys.BindingOf(peer),
            AddressOf(peer),
            token);
        Handle(new MeshInput(MeshInputKind.LinkUp, new LinkId(link), Body: facts));
    }

    /// <inheritdoc/>
    public void OnFrame(int link, ReadOnlyMemory<byte> frame) => Handle(new MeshInput(MeshInputKind.FrameReceived, new LinkId(link), Bytes: frame));

    /// <inheritdoc/>
    public void OnWritable(int link)
    {
        if (_links.TryGetValue(link, out ProgramLink? open))
        {
            Write(open);
            PlanWake();
        }
    }

    /// <inheritdoc/>
    public void OnLinkDown(int link, string reason)
    {
        if (_links.Remove(link, out ProgramLink? gone))
        {
            gone.Queue.Clear();
        }

        Handle(new MeshInput(MeshInputKind.LinkDown, new LinkId(link), Body: reason));
    }

    /// <inheritdoc/>
    public void OnWake()
    {
        if (_protocol.NextDeadline <= _host.Now)
        {
            _parts.Outbox.Clear();
            _protocol.HandleDeadline(_host.Now, _parts.Outbox);
            CarryOut();
        }

        PlanWake();
    }

    /// <inheritdoc/>
    public void OnEffect(int kind, long number, object? body)
    {
        if (kind == QueueTold)
        {
            Handle(new MeshInput(MeshInputKind.QueueChanged, new LinkId((int)number), Number: (int)body!));
            return;
        }

        if (kind == DialLost)
        {
            OnDialFailed(number, -1);
            return;
        }

        if (kind == Signed)
        {
            byte[] signature = _parts.Signatures.Sign(_host.Number, (byte[])body!);
            Handle(new MeshInput(MeshInputKind.Signed, Number: number, Bytes: signature));
            return;
        }

        var request = (VerifyRequest)body!;
        _verifications--;
        bool isValid = _parts.Signatures.Verify(request.PublicKey.Span, request.Bundle.SignedBytes(_options.NetworkHash), request.Bundle.Signature.Span);
        Handle(new MeshInput(MeshInputKind.Verified, Number: number, Flag: isValid));
    }

    /// <inheritdoc/>
    public void Publish(int message, string room, ReadOnlyMemory<byte> body) =>
        Handle(new MeshInput(MeshInputKind.Publish, Body: new PublishCommand(++_lastCommand, room, TextKind, body)));

    /// <inheritdoc/>
    public void Join(string room) => Handle(new MeshInput(MeshInputKind.JoinRoom, Body: room));

    /// <inheritdoc/>
    public void OnWallClock(TimeSpan offset) =>
        Handle(new MeshInput(MeshInputKind.WallClock, Number: WallStart + (_host.Now.Microseconds / 1000) + (long)offset.TotalMilliseconds));

    /// <inheritdoc/>
    public void AddFills(ICollection<Fill> fills)
    {
        DisseminationParts inside = _inside!;
        fills.Add(new Fill("links", inside.Links.All.Count(link => link.Phase != LinkPhase.Closing), _options.LinksMax + ProtocolLimits.HandshakesMax));
        fills.Add(new Fill("streams", inside.Store.Streams.Count(stream => !stream.IsOwn), ProtocolLimits.StreamsMax));
        fills.Add(new Fill("bytes in the store", inside.Store.Bytes, _options.Gossip.HistoryBytesMax));
        fills.Add(new Fill("signatures being checked", _verifications, ProtocolLimits.VerificationsMax + ProtocolLimits.ForksMax));
        foreach (LinkState link in inside.Links.All)
        {
            // The first bundle waits however long it is.
            fills.Add(new Fill("bytes that wait for a key", link.KeyWaitBytes, Math.Max(ProtocolLimits.KeyWaitBytesMax, WireLimits.FrameBytesMax)));
        }

        foreach (ProgramLink link in _links.Values)
        {
            // What one call writes is added before the queue is looked at.
            fills.Add(new Fill("bytes that wait to leave on a link", link.Queue.Bytes, NodeLimits.SendQueueBytesMax + ProtocolLimits.SyncWindowBytesMax));
        }

        foreach (StreamState stream in inside.Store.Streams)
        {
            fills.Add(new Fill("gaps in a stream", stream.Held.IsWhole ? 0 : stream.Held.Missing(stream.Held.Highest).Count(), ProtocolLimits.StreamGapsMax + 1));
        }
    }

    /// <inheritdoc/>
    public void Stop() => Handle(new MeshInput(MeshInputKind.Goodbye));

    private CandidateAddress AddressOf(int node) => _parts.Addresses.Of(node);

    private IDissemination Build(DisseminationParts inside, Func<DisseminationParts, IDissemination>? dissemination)
    {
        _inside = inside;
        return dissemination?.Invoke(inside) ?? new Plumtree(inside);
    }

    private void Handle(in MeshInput input)
    {
        _parts.Outbox.Clear();
        _protocol.Handle(input, _host.Now, _parts.Outbox);
        CarryOut();
        PlanWake();
    }

    private void PlanWake()
    {
        if (_protocol.NextDeadline is { } due)
        {
            _host.WakeAt(due);
        }
    }

    private void CarryOut()
    {
        MeshOutbox outbox = _parts.Outbox;
        for (int i = 0; i < outbox.Count; i++)
        {
            MeshOutput output = outbox[i];
            if (output.Kind == MeshOutputKind.Send)
            {
                Queue(output);
            }
            else
            {
                Do(output);
            }
        }

        // Queued first and written last, so that a close leaves behind what was to be said before it.
        Flush();
        for (int i = 0; i < outbox.Count; i++)
        {
            if (outbox[i].Kind == MeshOutputKind.CloseLink)
            {
                _host.Close(outbox[i].Link.Value, (string)outbox[i].Body!);
            }
        }
    }

    private void Do(in MeshOutput output)
    {
        switch (output.Kind)
        {
            case MeshOutputKind.Sign:
                Compute(_parts.Spec.SignTime, Signed, output.Number, output.Bytes.ToArray());
                break;
            case MeshOutputKind.Verify:
                _verifications++;
                Compute(_parts.Spec.VerifyTime, Verified, output.Number, output.Body!);
                break;
            case MeshOutputKind.Dial:
                Dial(output);
                break;
            case MeshOutputKind.Deliver:
                var shown = (Delivery)output.Body!;
                _host.Delivered(shown.Body.Span, shown.Hops);
                break;
            default:
                break;
        }
    }

    private void Dial(in MeshOutput output)
    {
        // A damaged frame may have told an address at which nobody is.
        int peer = Array.FindIndex((CandidateAddress[])output.Body!, address => AddressBook.NodeAt(address, _host.Nodes) >= 0);
        if (peer < 0)
        {
            _host.After(output.Time, DialLost, output.Number, null);
            return;
        }

        _host.Dial(AddressBook.NodeAt(((CandidateAddress[])output.Body!)[peer], _host.Nodes), output.Number, output.Time);
    }

    /// <summary>One processor works off what it is given, in order.</summary>
    private void Compute(double seconds, int kind, long number, object body)
    {
        MeshInstant now = _host.Now;
        _busyUntil = (_busyUntil > now ? _busyUntil : now) + (TimeSpan.FromMicroseconds(seconds * 1_000_000) * _host.Slowness);
        _host.After(_busyUntil - now, kind, number, body);
    }

    private void Queue(in MeshOutput output)
    {
        if (!_links.TryGetValue(output.Link.Value, out ProgramLink? link))
        {
            return;
        }

        if (!link.IsTouched)
        {
            link.IsTouched = true;
            _touched.Add(link);
        }

        link.Add(output.Bytes, output.Class);
    }

    private void Flush()
    {
        foreach (ProgramLink link in _touched)
        {
            link.IsTouched = false;
            Write(link);
        }

        _touched.Clear();
    }

    /// <summary>All records of a link leave together, by class, as the real driver sends them.</summary>
    private void Write(ProgramLink link)
    {
        while (link.HasWaiting && _host.IsWritable(link.Id))
        {
            if (link.Single is { } single)
            {
                link.Single = null;
                _host.Send(link.Id, single.Bytes.Span);
                continue;
            }

            int used = link.Queue.Take(_frame);
            _host.Send(link.Id, _frame.AsSpan(0, used));
        }

        link.Settle();
        Report(link);
    }

    private void Report(ProgramLink link)
    {
        int bytes = link.Queue.Bytes;
        if (bytes > NodeLimits.SendQueueBytesMax)
        {
            _host.Close(link.Id, "slow: the link cannot keep up");
        }
        else if (link.IsCongested ? bytes < NodeLimits.QueueRelievedBytes : bytes > NodeLimits.QueueCongestedBytes)
        {
            link.IsCongested = !link.IsCongested;
            _host.After(TimeSpan.Zero, QueueTold, link.Id, bytes);
        }
    }
}
