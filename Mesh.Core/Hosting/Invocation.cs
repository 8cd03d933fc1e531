namespace Mesh.Hosting;

/// <summary>A call that a handler of this node is to answer.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Arguments">What it is called with.</param>
/// <param name="From">The node that calls.</param>
/// <param name="Caller">The calling part of the application, or 0.</param>
/// <param name="WantsProgress">Whether progressive results are wanted.</param>
internal sealed record Invocation(string Procedure, MeshArguments Arguments, PeerId From, long Caller, bool WantsProgress)
{
    /// <summary>Takes a progressive result.</summary>
    public required Func<MeshArguments, Task> Progress { get; init; }

    /// <summary>Takes the result, or the failure; once.</summary>
    public required Action<MeshArguments?, MeshCallException?> Answer { get; init; }

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationTokenSource Cancelled { get; } = new();
}
