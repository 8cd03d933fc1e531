namespace Mesh.Simulator.Embedding;

/// <summary>Brings what is awaited on a loop back to the loop.</summary>
internal sealed class LoopContext : SynchronizationContext
{
    private readonly EventLoop _loop;

    /// <summary>Makes the context of a loop.</summary>
    public LoopContext(EventLoop loop)
    {
        _loop = loop;
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => _loop.Post(d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!_loop.IsHere)
        {
            throw new InvalidOperationException("Waiting for the simulated mesh would block this thread; use await.");
        }

        d(state);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
