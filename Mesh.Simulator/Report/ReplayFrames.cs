using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Report;

/// <summary>
/// Pairs frames that arrive with when they were sent. A direction of a link keeps its frames in order, so the oldest that was sent is the one that arrives;
/// what was under way when the last link of a pair ended is lost.
/// </summary>
internal sealed class ReplayFrames
{
    /// <summary>Most frames with a message's body, and most without, that are kept: what a browser opens in two seconds.</summary>
    private const int BodiesMax = 150_000;

    private const int OthersMax = 60_000;

    private readonly Dictionary<(int From, int To), Queue<long>> _underWay = [];
    private ReplayFrame? _arrived;
    private int _bodies;

    /// <summary>Frames that brought the body of a message.</summary>
    public ThinnedByMessage<ReplayFrame> Bodies { get; } = new(BodiesMax);

    /// <summary>All other frames.</summary>
    public Thinned<ReplayFrame> Others { get; } = new(OthersMax);

    /// <summary>Something happened. A frame's bodies are told right behind it.</summary>
    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.PayloadReceived && _arrived is { } frame && (frame.From, frame.To) == (happened.B, happened.A))
        {
            Bodies.Add(happened.Number, frame);
            _bodies++;
            return;
        }

        Settle();
        if (happened.Kind == RunEventKind.FrameSent)
        {
            if (!_underWay.TryGetValue((happened.A, happened.B), out Queue<long>? sent))
            {
                _underWay.Add((happened.A, happened.B), sent = new Queue<long>());
            }

            sent.Enqueue(happened.At.Microseconds);
        }
        else if (happened.Kind == RunEventKind.FrameReceived)
        {
            long left = _underWay.TryGetValue((happened.B, happened.A), out Queue<long>? sent) && sent.TryDequeue(out long at) ? at : happened.At.Microseconds;
            _arrived = new ReplayFrame(left, happened.At.Microseconds, happened.B, happened.A);
            _bodies = 0;
        }
    }

    /// <summary>The last link between two nodes ended.</summary>
    public void Lose(int a, int b)
    {
        _underWay.Remove((a, b));
        _underWay.Remove((b, a));
    }

    /// <summary>Nothing more is going to happen.</summary>
    public void Settle()
    {
        if (_arrived is { } alone && _bodies == 0)
        {
            Others.Add(alone);
        }

        _arrived = null;
    }
}
