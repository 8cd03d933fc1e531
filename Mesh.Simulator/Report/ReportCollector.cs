using System.Collections;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>Gathers from a run what the report's charts show beyond the figures of its <see cref="RunResult"/>. Its size depends on nodes and messages only, not on events.</summary>
internal sealed class ReportCollector : IRunObserver
{
    /// <summary>Deliveries over this many hops or more count together.</summary>
    public const int HopsMax = 64;

    private readonly SortedDictionary<int, Written> _messages = [];
    private WorkloadPlan? _plan;
    private NetworkTimeline? _timeline;
    private OracleBound? _oracle;

    /// <summary>Milliseconds and more from writing to showing.</summary>
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

    /// <summary>The least delays that the contacts allow; null where the run is too large for it.</summary>
    public DelayHistogram? OracleDelays => (_oracle ?? throw NotBegun()) is { IsKnown: true } oracle ? oracle.Delays : null;

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan)
    {
        int nodes = scene.Contacts.Nodes;
        _plan = plan;
        _timeline = new NetworkTimeline(nodes, scene.Contacts.Duration);
        _oracle = new OracleBound(_timeline.Graph, plan, nodes);
        BytesSentBy = new long[nodes];
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        Timeline.On(happened);
        switch (happened.Kind)
        {
            case RunEventKind.ContactUp:
                _oracle!.Meet(happened.A, happened.B, happened.At);
                break;
            case RunEventKind.FrameSent:
                BytesSentBy[happened.A] += happened.Bytes;
                break;
            case RunEventKind.Created:
                Write(happened);
                break;
            case RunEventKind.PayloadReceived when _messages.TryGetValue(happened.Number, out Written? copied):
                bool isFirst = !copied.HasReached[happened.A];
                copied.HasReached[happened.A] = true;
                FirstBytes += isFirst ? copied.Bytes : 0;
                AgainBytes += isFirst ? 0 : copied.Bytes;
                break;
            case RunEventKind.Delivered when _messages.TryGetValue(happened.Number, out Written? shown):
                Show(shown, happened);
                break;
            default:
                break;
        }
    }

    private static InvalidOperationException NotBegun() => new("The run that is to be reported has not begun.");

    private void Write(in RunEvent happened)
    {
        IReadOnlyList<int> members = _plan!.Members[happened.Text!];
        Pairs += members.Contains(happened.A) ? members.Count - 1 : members.Count;
        Written written = new(happened.At, happened.A, happened.Bytes, BytesSentBy.Length);
        written.HasReached[happened.A] = true;
        written.IsShown[happened.A] = true;
        _messages.Add(happened.Number, written);
        _oracle!.Write(happened.Number, happened.A, happened.At);
    }

    private void Show(Written written, in RunEvent happened)
    {
        if (!written.IsShown[happened.A])
        {
            written.IsShown[happened.A] = true;
            Delays.Add(happened.At.Microseconds - written.At.Microseconds);
            Hops[Math.Clamp(happened.B, 0, HopsMax)]++;
        }
    }

    private sealed record Written(MeshInstant At, int Writer, int Bytes, int Nodes)
    {
        public BitArray HasReached { get; } = new(Nodes);

        public BitArray IsShown { get; } = new(Nodes);
    }
}
