namespace Mesh;

/// <summary>How a procedure is called.</summary>
public sealed record CallOptions
{
    /// <summary>How long the result may take, 1 ms to 24 days; null: for ever. When it is over the callee is told and the call fails with <see cref="MeshCallFailure.TimedOut"/>. Default null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Receives progressive results in order, before the call ends; one at a time, never on the node's own thread. Null: the callee is told that none are wanted. Default null.</summary>
    public Action<MeshArguments>? Progress { get; init; }

    /// <summary>A number by which the calling part of the application is known, 1 to 2^53; 0: none. Default 0.</summary>
    public long Caller { get; init; }

    /// <summary>Whether the callee is told <see cref="Caller"/>. Default false.</summary>
    public bool DisclosesCaller { get; init; }
}
