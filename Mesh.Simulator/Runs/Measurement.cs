namespace Mesh.Simulator.Runs;

/// <summary>Counts what a run's figures are made of.</summary>
internal sealed class Measurement : IRunObserver
{
    private readonly List<MessageLedger?> _messages = [];
    private readonly int _nodes;

    /// <summary>Begins to measure a run of so many nodes.</summary>
    public Measurement(int nodes)
    {
        _nodes = nodes;
        BytesSentBy = new long[nodes];
    }

    /// <summary>The messages that were written, by number.</summary>
    public IEnumerable<MessageLedger> Messages => _messages.OfType<MessageLedger>();

    /// <summary>Frames that arrived.</summary>
    public long FramesReceived { get; private set; }

    /// <summary>Bytes of frames that each node sent.</summary>
    public long[] BytesSentBy { get; }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.FrameSent:
                BytesSentBy[happened.A] += happened.Bytes;
                break;
            case RunEventKind.FrameReceived:
                FramesReceived++;
                break;
            case RunEventKind.Created:
                Write(happened.Number, new MessageLedger(happened.At, happened.A, happened.B, happened.Bytes, happened.Text!, _nodes));
                break;
            case RunEventKind.PayloadReceived when Find(happened.Number) is { } copied:
                copied.Copies++;
                break;
            case RunEventKind.Delivered when Find(happened.Number) is { } shown:
                shown.Show(happened.A, happened.At, happened.B);
                break;
            default:
                break;
        }
    }

    private MessageLedger? Find(int number) => number >= 0 && number < _messages.Count ? _messages[number] : null;

    private void Write(int number, MessageLedger message)
    {
        while (_messages.Count <= number)
        {
            _messages.Add(null);
        }

        _messages[number] = message;
    }
}
