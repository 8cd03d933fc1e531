namespace Mesh.Simulator.Embedding;

/// <summary>Somebody who waits until something holds.</summary>
/// <param name="condition">What should hold; it is asked whenever an instant is over.</param>
internal sealed class Expectation(Func<bool> condition)
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it holds; fails with what asking threw.</summary>
    public Task Met => _met.Task;

    /// <summary>Asks.</summary>
    /// <returns>Whether the waiting is over.</returns>
    public bool Look()
    {
        try
        {
            return condition() && _met.TrySetResult();
        }
        catch (Exception exception)
        {
            return _met.TrySetException(exception);
        }
    }

    /// <summary>Gives up.</summary>
    /// <returns>False when it held meanwhile.</returns>
    public bool GiveUp(Exception why) => _met.TrySetException(why);
}
