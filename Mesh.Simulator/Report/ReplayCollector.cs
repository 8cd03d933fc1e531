using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>
/// Gathers what the animated replay of one run shows. Bounded: where a run is too large it keeps evenly chosen messages and frames, and the
/// first contacts and links, and the page says so.
/// </summary>
internal sealed class ReplayCollector : IRunObserver
{
    private const int SpansMax = 150_000;
    private const int ShowingsMax = 300_000;
    private const int MessagesMax = 50_000;
    private const int MarksMax = 2_000;
    private const int SentFiguresMax = 60_000;
    private const int SentLooksMax = 120;

    private readonly List<ReplayMessage> _messages = [];
    private readonly List<ReplayMark> _marks = [];
    private readonly List<long[]> _sent = [];
    private long[] _sentBy = [];
    private Scene? _scene;
    private WorkloadPlan? _plan;
    private NetworkTimeline? _timeline;

    /// <summary>Whether the run began.</summary>
    public bool HasBegun => _scene is not null;

    /// <summary>The world.</summary>
    public Scene Scene => _scene ?? throw NotBegun();

    /// <summary>The network's course.</summary>
    public NetworkTimeline Timeline => _timeline ?? throw NotBegun();

    /// <summary>Who was in reach of whom.</summary>
    public SpanLog Contacts { get; } = new(SpansMax);

    /// <summary>The links.</summary>
    public SpanLog Links { get; } = new(SpansMax);

    /// <summary>When nodes ran; both numbers of a pair are the node's.</summary>
    public SpanLog Runs { get; } = new(SpansMax);

    /// <summary>The messages, in order.</summary>
    public IReadOnlyList<ReplayMessage> Messages => _messages;

    /// <summary>Messages beyond those that are kept.</summary>
    public int MessagesLost { get; private set; }

    /// <summary>Where messages were shown.</summary>
    public ThinnedByMessage<ReplayShowing> Showings { get; } = new(ShowingsMax);

    /// <summary>The frames.</summary>
    public ReplayFrames Frames { get; } = new();

    /// <summary>Faults, in order.</summary>
    public IReadOnlyList<ReplayMark> Marks => _marks;

    /// <summary>At how many even intervals the bytes sent are looked at.</summary>
    public int SentLooks { get; private set; }

    /// <summary>Bytes that each node had sent by each look.</summary>
    public IReadOnlyList<long[]> Sent
    {
        get
        {
            LookUntil(long.MaxValue);
            return _sent;
        }
    }

    private long Microseconds => Scene.Contacts.Duration.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan)
    {
        int nodes = scene.Contacts.Nodes;
        _scene = scene;
        _plan = plan;
        _timeline = new NetworkTimeline(nodes, scene.Contacts.Duration);
        _sentBy = new long[nodes];
        SentLooks = Math.Clamp(SentFiguresMax / Math.Max(1, nodes), 4, SentLooksMax);
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        LookUntil(happened.At.Microseconds);
        Timeline.On(happened);
        Frames.On(happened);
        long at = happened.At.Microseconds;
        switch (happened.Kind)
        {
            case RunEventKind.FrameSent:
                _sentBy[happened.A] += happened.Bytes;
                break;
            case RunEventKind.Created when _messages.Count < MessagesMax:
                _messages.Add(new ReplayMessage(happened.Number, at, happened.A, happened.Bytes, happened.Text!, Wanted(happened)));
                break;
            case RunEventKind.Created:
                MessagesLost++;
                break;
            case RunEventKind.Delivered when happened.Number >= 0:
                Showings.Add(happened.Number, new ReplayShowing(happened.A, at, happened.B));
                break;
            case RunEventKind.Fault when _marks.Count < MarksMax:
                _marks.Add(new ReplayMark(at, happened.A, happened.Text ?? ""));
                break;
            default:
                OnSpan(happened, at);
                break;
        }
    }

    private static InvalidOperationException NotBegun() => new("The run that is to be replayed has not begun.");

    private int Wanted(in RunEvent written)
    {
        IReadOnlyList<int> members = _plan!.Members[written.Text!];
        return written.B >= 0 ? 1 : members.Contains(written.A) ? members.Count - 1 : members.Count;
    }

    private void OnSpan(in RunEvent happened, long at)
    {
        switch (happened.Kind)
        {
            case RunEventKind.ContactUp:
                Contacts.Open(happened.A, happened.B, at);
                break;
            case RunEventKind.ContactDown:
                Contacts.Close(happened.A, happened.B, at);
                break;
            case RunEventKind.LinkUp:
                Links.Open(happened.A, happened.B, at);
                break;
            case RunEventKind.LinkDown when Links.Close(happened.A, happened.B, at):
                Frames.Lose(happened.A, happened.B);
                break;
            case RunEventKind.NodeUp:
                Runs.Open(happened.A, happened.A, at);
                break;
            case RunEventKind.NodeDown:
                Runs.Close(happened.A, happened.A, at);
                break;
            default:
                break;
        }
    }

    private void LookUntil(long now)
    {
        while (_sent.Count < SentLooks && Microseconds * (_sent.Count + 1) / SentLooks < now)
        {
            _sent.Add([.. _sentBy]);
        }
    }
}
