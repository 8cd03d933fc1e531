using Mesh.Simulator.Engine;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Network;

/// <summary>
/// Virtual nodes over a scene, in virtual time. One run is one thread; one seed gives one run. Contacts come and go by the scene's plan, links are dialled
/// over them, frames travel through the scene's medium. Faults act through the methods that block, stop and start.
/// </summary>
internal sealed class SimulatedNetwork : IEventTarget
{
    /// <summary>Bytes that one direction of a link takes before the sender is told to wait: the least send buffer that keeps a fast link busy (TCP_NOTSENT_LOWAT, 16 KiB, and one frame).</summary>
    public const int PipeBytes = 64 * 1024;

    /// <summary>What the nodes' clocks show at the start of the run; not zero, so that nothing mistakes it for "never".</summary>
    public static readonly TimeSpan ClockStart = TimeSpan.FromHours(1);

    /// <summary>How often discovery hears again of somebody in reach: half the life of an mDNS record (RFC 6762, section 10).</summary>
    private static readonly TimeSpan HeardAgain = TimeSpan.FromSeconds(60);

    private const int ContactUp = 0;
    private const int ContactDown = 1;
    private const int Heard = 2;
    private const int LinkAgain = 3;

    private readonly EventQueue _events = new();
    private readonly Dictionary<(int A, int B), Way> _ways = [];
    private readonly List<SimulatedNode> _nodes = [];
    private readonly IRunObserver[] _observers;
    private readonly Scene _scene;
    private readonly Bounds _discovery;
    private readonly MeshRandom _random;
    private readonly bool _linksFollowContacts;
    private readonly bool _linksEndWithContacts;
    private readonly LinkCarrier _carrier;
    private int _nextContact;

    /// <summary>Puts nodes into a scene; they start with the run.</summary>
    public SimulatedNetwork(Scene scene, ProtocolEntry protocol, ProgramParts parts, ulong seed, IReadOnlyList<IRunObserver> observers)
    {
        _scene = scene;
        _observers = [.. observers];
        _discovery = parts.Spec.Discovery;
        _linksFollowContacts = protocol.LinksFollowContacts;
        _linksEndWithContacts = protocol.LinksFollowContacts || !parts.Spec.KeepAlive;
        MeshRandom random = new(seed);
        _random = random.Split("network");
        _carrier = new LinkCarrier(this);
        for (int i = 0; i < scene.Contacts.Nodes; i++)
        {
            _nodes.Add(new SimulatedNode(this, i, random.Split(FormattableString.Invariant($"node {i}")), host => protocol.Create(host, parts)));
        }

        PlanNextContact();
    }

    /// <summary>Virtual time.</summary>
    public MeshInstant Now => _events.Now;

    /// <summary>The nodes, by number.</summary>
    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>The scene.</summary>
    public Scene Scene => _scene;

    /// <summary>Events taken from the queue so far.</summary>
    public long EventsTaken { get; private set; }

    /// <summary>Changes, duplicates or drops single frames, for tests of safety only: called for each, yields what arrives instead.</summary>
    public Func<byte[], IEnumerable<byte[]>>? Mangle
    {
        get => _carrier.Mangle;
        set => _carrier.Mangle = value;
    }

    /// <summary>Called when a node has started: to join rooms.</summary>
    public Action<SimulatedNode>? NodeStarted { get; set; }

    /// <summary>Starts all nodes that do not run.</summary>
    public void StartAll()
    {
        foreach (SimulatedNode node in _nodes)
        {
            StartNode(node.Number);
        }
    }

    /// <summary>Runs to an instant.</summary>
    public void RunTo(MeshInstant end, CancellationToken cancellationToken = default)
    {
        const int Look = 4095;
        while (_events.TryTake(end, out SimulationEvent due))
        {
            EventsTaken++;
            due.Target.On(due);
            if ((EventsTaken & Look) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        _events.AdvanceTo(end);
    }

    /// <summary>Plans an event after a time.</summary>
    public void Plan(TimeSpan after, IEventTarget target, int kind, long number, object? body) =>
        _events.Add(new SimulationEvent(Now + after, target, kind, number, body));

    /// <summary>Tells the observers.</summary>
    public void Tell(in RunEvent happened)
    {
        foreach (IRunObserver observer in _observers)
        {
            observer.On(happened);
        }
    }

    /// <summary>Starts a node; it hears of everybody in reach as if it had just come.</summary>
    public void StartNode(int number)
    {
        SimulatedNode node = _nodes[number];
        if (node.IsUp)
        {
            return;
        }

        Tell(new RunEvent(Now, RunEventKind.NodeUp, number));
        node.Start();
        NodeStarted?.Invoke(node);
        foreach (Way way in node.Ways)
        {
            if (way.IsInReach)
            {
                Meet(way);
            }
        }
    }

    /// <summary>Stops a node without a goodbye.</summary>
    /// <param name="number">Which.</param>
    /// <param name="silently">True as when the power fails: nobody is told. False as when the process ends: its links break at both ends.</param>
    public void StopNode(int number, bool silently)
    {
        SimulatedNode node = _nodes[number];
        if (!node.IsUp)
        {
            return;
        }

        SimulatedLink[] links = [.. node.Links];
        node.Kill();
        foreach (SimulatedLink link in links)
        {
            _carrier.Drop(link, node, silently ? null : "The peer's process ended.");
        }

        Tell(new RunEvent(Now, RunEventKind.NodeDown, number));
    }

    /// <summary>Silently blocks what one node sends to another, or takes one block away again; links are not told.</summary>
    public void Block(int from, int to, bool isBlocked)
    {
        Way way = WayBetween(from, to);
        bool passed = way.Passes(from);
        way.Block(from, isBlocked);
        if (!passed && way.Passes(from))
        {
            _carrier.Resume(way, from);
            if (way.PassesBoth)
            {
                Meet(way);
            }
        }
    }

    /// <summary>The last link of a way ended; where links follow contacts and the contact stands, there is a new one.</summary>
    public void OnWayWithoutLink(Way way)
    {
        if (_linksFollowContacts && way.Links.Count == 0)
        {
            Plan(TimeSpan.Zero, this, LinkAgain, 0, way);
        }
    }

    /// <summary>What lies between two nodes.</summary>
    public Way WayBetween(int a, int b)
    {
        (int A, int B) pair = Pair(a, b);
        if (!_ways.TryGetValue(pair, out Way? way))
        {
            way = new Way(pair.A, pair.B);
            _ways.Add(pair, way);
            _nodes[a].Ways.Add(way);
            _nodes[b].Ways.Add(way);
        }

        return way;
    }

    /// <summary>When bytes that leave now arrive.</summary>
    public MeshInstant Carry(int from, int to, int bytes) => _scene.Medium.Carry(from, to, bytes, Now);

    /// <summary>Begins a dial.</summary>
    public void Dial(SimulatedNode from, int peer, long token, TimeSpan limit) => new DialAttempt(this, from, _nodes[peer], token).Start(limit);

    /// <summary>Sends a frame.</summary>
    public void Send(SimulatedLink link, SimulatedNode from, ReadOnlySpan<byte> frame) => _carrier.Send(link, from, frame);

    /// <summary>Closes a link from one end.</summary>
    public void Close(SimulatedLink link, SimulatedNode node, string reason) => _carrier.Close(link, node, reason);

    /// <summary>A dial arrived: both ends hold the link from now on.</summary>
    public void Link(SimulatedNode from, SimulatedNode to, long token)
    {
        Way way = WayBetween(from.Number, to.Number);
        SimulatedLink link = new(way, from.NewEnd(), to.NewEnd());
        way.Links.Add(link);
        from.Hold(link.Initiator.Id, link);
        to.Hold(link.Responder.Id, link);
        Tell(new RunEvent(Now, RunEventKind.LinkUp, from.Number, to.Number));
        from.Program!.OnLinkUp(link.Initiator.Id, to.Number, isInitiator: true, token);
        if (link.Responder.IsHeld)
        {
            to.Program!.OnLinkUp(link.Responder.Id, from.Number, isInitiator: false, token: 0);
        }
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        if (due.Kind == Heard)
        {
            OnHeard((Way)due.Body!, due.Number);
            return;
        }

        if (due.Kind == LinkAgain)
        {
            Meet((Way)due.Body!);
            return;
        }

        if (due.Kind == ContactUp)
        {
            Contact contact = _scene.Contacts.Contacts[(int)due.Number];
            if (contact.Down < MeshInstant.Zero + _scene.Contacts.Duration)
            {
                Plan(contact.Down - Now, this, ContactDown, due.Number, null);
            }

            PlanNextContact();
            OnContact(WayBetween(contact.A, contact.B), isUp: true);
        }
        else
        {
            Contact contact = _scene.Contacts.Contacts[(int)due.Number];
            OnContact(WayBetween(contact.A, contact.B), isUp: false);
        }
    }

    private static (int A, int B) Pair(int a, int b) => a < b ? (a, b) : (b, a);

    private void PlanNextContact()
    {
        if (_nextContact < _scene.Contacts.Contacts.Count)
        {
            Contact next = _scene.Contacts.Contacts[_nextContact];
            Plan(next.Up - Now, this, ContactUp, _nextContact++, null);
        }
    }

    private void OnContact(Way way, bool isUp)
    {
        way.IsInReach = isUp;
        way.Meeting++;
        Tell(new RunEvent(Now, isUp ? RunEventKind.ContactUp : RunEventKind.ContactDown, way.A, way.B));
        if (isUp)
        {
            _carrier.Resume(way, way.A);
            _carrier.Resume(way, way.B);
            Meet(way);
        }
        else if (_linksEndWithContacts)
        {
            _carrier.Break(way);
        }
    }

    /// <summary>Two nodes that are in reach of each other get to know of it.</summary>
    private void Meet(Way way)
    {
        if (_linksFollowContacts)
        {
            if (way.PassesBoth && _nodes[way.A].IsUp && _nodes[way.B].IsUp && !_carrier.ResetsHalves(way))
            {
                Link(_nodes[way.A], _nodes[way.B], token: 0);
            }

            return;
        }

        way.Meeting++;
        PlanHeard(way, way.A, DiscoveryTime());
        PlanHeard(way, way.B, DiscoveryTime());
    }

    private TimeSpan DiscoveryTime()
    {
        var least = TimeSpan.FromSeconds(_discovery.Min);
        return _random.NextTime(least, TimeSpan.FromSeconds(_discovery.Max));
    }

    private void PlanHeard(Way way, int listener, TimeSpan after) =>
        Plan(after, this, Heard, ((long)way.Meeting << 1) | (listener == way.A ? 0L : 1L), way);

    private void OnHeard(Way way, long number)
    {
        if (number >> 1 != way.Meeting)
        {
            return;
        }

        int listener = (number & 1) == 0 ? way.A : way.B;
        int speaker = listener == way.A ? way.B : way.A;
        if (_nodes[listener].IsUp && _nodes[speaker].IsUp && way.Passes(speaker))
        {
            _nodes[listener].Program!.OnHeard(speaker);
        }

        PlanHeard(way, listener, HeardAgain);
    }
}
