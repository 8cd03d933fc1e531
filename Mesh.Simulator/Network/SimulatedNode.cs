using Mesh.Simulator.Engine;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Network;

/// <summary>A virtual node: what the network does for its program, and the program itself, which is a new one after each start.</summary>
internal sealed class SimulatedNode : INodeHost, IEventTarget
{
    private const int Wake = 0;
    private const int Effect = 1;
    private const int Told = 2;

    private readonly SimulatedNetwork _network;
    private readonly Func<INodeHost, INodeProgram> _create;
    private readonly Dictionary<int, SimulatedLink> _links = [];
    private MeshInstant _wakeAt = MeshInstant.Never;
    private INodeProgram? _program;
    private int _lastLink;

    /// <summary>Makes a node that does not run yet.</summary>
    public SimulatedNode(SimulatedNetwork network, int number, MeshRandom random, Func<INodeHost, INodeProgram> create)
    {
        _network = network;
        _create = create;
        Number = number;
        Random = random;
    }

    /// <inheritdoc/>
    public int Number { get; }

    /// <inheritdoc/>
    public int Nodes => _network.Nodes.Count;

    /// <inheritdoc/>
    public MeshInstant Now => _network.Now + SimulatedNetwork.ClockStart;

    /// <inheritdoc/>
    public MeshRandom Random { get; }

    /// <summary>The program, or null while the node is down.</summary>
    public INodeProgram? Program => _program;

    /// <summary>Whether it runs.</summary>
    public bool IsUp => _program is not null;

    /// <summary>The ways to all nodes that it was ever in reach of, in the order in which it came there.</summary>
    public List<Way> Ways { get; } = [];

    /// <inheritdoc/>
    public int Slowness { get; set; } = 1;

    /// <summary>How long each frame that arrives waits for the processor.</summary>
    public TimeSpan FrameTime { get; set; }

    /// <summary>Its open links, oldest first.</summary>
    public IEnumerable<SimulatedLink> Links => _links.OrderBy(entry => entry.Key).Select(entry => entry.Value);

    /// <summary>Starts the program.</summary>
    public void Start()
    {
        _wakeAt = MeshInstant.Never;
        _program = _create(this);
        _program.Start();
    }

    /// <summary>The program is gone at once; its links are the network's to end.</summary>
    public void Kill() => _program = null;

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        if (due.Kind == Wake)
        {
            if (_wakeAt == due.At && _program is { } woken)
            {
                _wakeAt = MeshInstant.Never;
                woken.OnWake();
            }
        }
        else if (due.Body is Work work && work.Program == _program)
        {
            if (due.Kind == Effect)
            {
                work.Program.OnEffect(work.Kind, due.Number, work.Body);
            }
            else if (due.Kind == Told)
            {
                work.Program.OnLinkDown((int)due.Number, (string)work.Body!);
            }
        }
    }

    /// <inheritdoc/>
    public void Dial(int peer, long token, TimeSpan limit) => _network.Dial(this, peer, token, limit);

    /// <inheritdoc/>
    public void Send(int link, ReadOnlySpan<byte> frame)
    {
        if (_links.TryGetValue(link, out SimulatedLink? open))
        {
            _network.Send(open, this, frame);
        }
    }

    /// <inheritdoc/>
    public bool IsWritable(int link)
    {
        if (!_links.TryGetValue(link, out SimulatedLink? open))
        {
            return true;
        }

        LinkEnd end = open.EndOf(this);
        end.IsFull = end.UnderWay >= SimulatedNetwork.PipeBytes;
        return !end.IsFull;
    }

    /// <inheritdoc/>
    public void Close(int link, string reason)
    {
        if (_links.TryGetValue(link, out SimulatedLink? open))
        {
            _network.Close(open, this, reason);
        }
        else if (_program is { } program)
        {
            _network.Plan(TimeSpan.Zero, this, Told, link, new Work(program, 0, reason));
        }
    }

    /// <inheritdoc/>
    public void WakeAt(MeshInstant at)
    {
        MeshInstant due = at - SimulatedNetwork.ClockStart;
        due = due > _network.Now ? due : _network.Now;
        if (due < _wakeAt)
        {
            _wakeAt = due;
            _network.Plan(due - _network.Now, this, Wake, 0, null);
        }
    }

    /// <inheritdoc/>
    public void After(TimeSpan time, int kind, long number, object? body)
    {
        if (_program is { } program)
        {
            _network.Plan(time, this, Effect, number, new Work(program, kind, body));
        }
    }

    /// <inheritdoc/>
    public void Delivered(ReadOnlySpan<byte> body, int hops)
    {
        int message = MessageBody.TryRead(body, out int number) ? number : MessageBody.Nothing;
        _network.Tell(new RunEvent(_network.Now, RunEventKind.Delivered, Number, hops, message));
    }

    /// <summary>Takes a new end of a link.</summary>
    public LinkEnd NewEnd() => new(this, ++_lastLink);

    /// <summary>Holds a link from now on.</summary>
    public void Hold(int id, SimulatedLink link) => _links.Add(id, link);

    /// <summary>Lets a link go.</summary>
    public void Release(int id) => _links.Remove(id);

    /// <summary>Something that a program asked for; a later program of the same node must not get it.</summary>
    private sealed record Work(INodeProgram Program, int Kind, object? Body);
}
