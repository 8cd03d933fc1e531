using System.Threading.Channels;

namespace Mesh.Hosting;

/// <summary>
/// What waits for the pump. Two lanes: what the outside brings is bounded, and its writers wait; answers to what the node asked for itself
/// (signatures, dials, commands of the application, each bounded where it is asked) never wait, so that the pump cannot be locked out by its own work.
/// Thread-safe; one reader.
/// </summary>
internal sealed class NodeInbox
{
    private readonly Channel<PumpItem> _inputs = Channel.CreateBounded<PumpItem>(
        new BoundedChannelOptions(NodeLimits.InputsMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Channel<PumpItem> _answers = Channel.CreateUnbounded<PumpItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly WakeSignal _wake = new();

    /// <summary>Hands over what came from outside, in order; waits while the lane is full.</summary>
    /// <returns>False when the node has stopped; nobody will handle it.</returns>
    public async ValueTask<bool> WriteAsync(PumpItem item, CancellationToken cancellationToken)
    {
        while (!_inputs.Writer.TryWrite(item))
        {
            if (!await _inputs.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(OwnContext.Kept))
            {
                return false;
            }
        }

        _wake.Set();
        return true;
    }

    /// <summary>Hands over an answer or a command.</summary>
    /// <returns>False when the node has stopped; nobody will handle it.</returns>
    public bool TryAnswer(in PumpItem item)
    {
        bool taken = _answers.Writer.TryWrite(item);
        _wake.Set();
        return taken;
    }

    /// <summary>Whether nothing waits right now. For the pump, which alone takes.</summary>
    public bool IsEmpty => !_answers.Reader.TryPeek(out _) && !_inputs.Reader.TryPeek(out _);

    public bool TryReadAnswer(out PumpItem item) => _answers.Reader.TryRead(out item);

    public bool TryReadInput(out PumpItem item) => _inputs.Reader.TryRead(out item);

    public void Wake() => _wake.Set();

    public ValueTask WaitAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    /// <summary>Nothing more is taken.</summary>
    public void Complete()
    {
        _inputs.Writer.TryComplete();
        _answers.Writer.TryComplete();
    }
}
