using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement;

/// <summary>The last events before a failure that have to do with it: of its message, of its node's links and showings, and all faults.</summary>
internal sealed class EventTail : IRunObserver
{
    /// <summary>So many are kept.</summary>
    public const int Length = 40;

    private readonly RunFailure _failure;
    private readonly MeshInstant _until;
    private readonly Queue<RunEvent> _last = new();

    /// <summary>Watches for a failure that an earlier run of the same had.</summary>
    public EventTail(RunFailure failure)
    {
        _failure = failure;
        _until = failure.AtSeconds is { } seconds ? MeshInstant.Zero + TimeSpan.FromMicroseconds((long)Math.Round(seconds * 1_000_000)) : MeshInstant.Never;
    }

    /// <summary>The events, in order.</summary>
    public IReadOnlyCollection<RunEvent> Last => _last;

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.At > _until || !Concerns(happened))
        {
            return;
        }

        _last.Enqueue(happened);
        if (_last.Count > Length)
        {
            _last.Dequeue();
        }
    }

    private bool Concerns(in RunEvent happened) => happened.Kind switch
    {
        RunEventKind.Fault => true,
        RunEventKind.FrameSent or RunEventKind.FrameReceived => false,
        RunEventKind.Created or RunEventKind.PayloadReceived or RunEventKind.Delivered when _failure.Message >= 0 => happened.Number == _failure.Message,
        RunEventKind.Created or RunEventKind.PayloadReceived or RunEventKind.Delivered => happened.A == _failure.Node || _failure.Node < 0,
        _ => happened.A == _failure.Node || happened.B == _failure.Node,
    };
}
