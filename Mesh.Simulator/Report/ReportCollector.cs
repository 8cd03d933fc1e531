using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>Gathers from a run what the report's charts show beyond the figures of its <see cref="RunResult"/>. Its size depends on nodes and messages only, not on events.</summary>
internal sealed class ReportCollector : IRunObserver
{
    /// <summary>Deliveries over this many hops or more count together.</summary>
    public const int HopsMax = 64;

    private readonly Dictionary<int, ReportMessage> _byNumber = [];
    private readonly List<ReportMessage> _messages = [];
    private WorkloadPlan? _plan;
    private Scene? _scene;
    private NetworkTimeline? _timeline;
    private OracleDelays? _oracle;

    /// <summary>Whether a run began that this was to observe; there is nothing to be drawn otherwise.</summary>
    public bool HasBegun => _scene is not null;

    /// <summary>Microseconds from writing to showing.</summary>
    public DelayHistogram Delays { get; } = new();

    /// <summary>Deliveries by hops; the last class holds all that took more.</summary>
    public long[] Hops { get; } = new long[HopsMax + 1];

    /// <summary>Pairs of a message and a node that should get it.</summary>
    public long Pairs { get; private set; }

    /// <summary>Bytes of bodies that arrived somewhere for the first time.</summary>
    public long FirstBytes { get; private set; }

    /// <summary>Bytes of bodies that arrived where they had arrived before.</summary>
    public long AgainBytes { get; private set; }

    /// <summary>Bytes of frames that each node sent.</summary>
    public long[] BytesSentBy { get; private set; } = [];

    /// <summary>The network's course.</summary>
    public NetworkTimeline Timeline => _timeline ?? throw NotBegun();

    /// <summary>The least delays that the contacts allowed; worked out when asked for.</summary>
    public OracleDelays Oracle => _oracle ??= OracleDelays.Of((_scene ?? throw NotBegun()).Contacts, _messages, Wanted);

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan)
    {
        _plan = plan;
        _scene = scene;
        _timeline = new NetworkTimeline(scene.Contacts.Nodes, scene.Contacts.Duration);
        BytesSentBy = new long[scene.Contacts.Nodes];
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        Timeline.On(happened);
        switch (happened.Kind)
        {
            case RunEventKind.FrameSent:
                BytesSentBy[happened.A] += happened.Bytes;
                break;
            case RunEventKind.Created:
                Write(happened);
                break;
            case RunEventKind.PayloadReceived when _byNumber.TryGetValue(happened.Number, out ReportMessage? copied):
                Receive(copied, happened.A);
                break;
            case RunEventKind.Delivered when _byNumber.TryGetValue(happened.Number, out ReportMessage? shown):
                Show(shown, happened);
                break;
            default:
                break;
        }
    }

    /// <summary>The run has ended: lets go of what is no longer needed, so that many runs can be kept.</summary>
    public void Settle()
    {
        if (HasBegun)
        {
            _oracle = Oracle;
            _ = Timeline.Samples;
            _messages.Clear();
            _byNumber.Clear();
        }
    }

    private static InvalidOperationException NotBegun() => new("The run that is to be reported has not begun.");

    private IEnumerable<int> Wanted(ReportMessage message) =>
        (message.To >= 0 ? [message.To] : _plan!.Members[message.Room]).Where(node => node != message.Writer);

    private void Write(in RunEvent happened)
    {
        ReportMessage message = new(happened.At, happened.A, happened.B, happened.Bytes, happened.Text!, BytesSentBy.Length);
        Pairs += Wanted(message).Count();
        _byNumber.Add(happened.Number, message);
        _messages.Add(message);
    }

    private void Receive(ReportMessage message, int node)
    {
        if (message.Reached[node])
        {
            AgainBytes += message.Bytes;
        }
        else
        {
            message.Reached[node] = true;
            FirstBytes += message.Bytes;
        }
    }

    private void Show(ReportMessage message, in RunEvent happened)
    {
        if (message.Shown[happened.A])
        {
            return;
        }

        message.Shown[happened.A] = true;
        if (message.To < 0 || message.To == happened.A)
        {
            Delays.Add(happened.At.Microseconds - message.At.Microseconds);
            Hops[Math.Clamp(happened.B, 0, HopsMax)]++;
        }
    }
}
