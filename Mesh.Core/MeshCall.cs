namespace Mesh;

/// <summary>A call as its handler gets it. Thread-safe.</summary>
public sealed class MeshCall
{
    private readonly Func<MeshArguments, Task> _progress;

    internal MeshCall(string procedure, MeshArguments arguments, PeerId from, long caller, bool wantsProgress, Func<MeshArguments, Task> progress, CancellationToken cancelled)
    {
        Procedure = procedure;
        Arguments = arguments;
        From = from;
        Caller = caller;
        WantsProgress = wantsProgress;
        _progress = progress;
        Cancelled = cancelled;
    }

    /// <summary>The procedure called.</summary>
    public string Procedure { get; }

    /// <summary>What it is called with.</summary>
    public MeshArguments Arguments { get; }

    /// <summary>The node that calls; its signature was verified.</summary>
    public PeerId From { get; }

    /// <summary>See <see cref="CallOptions.Caller"/>; 0 when unknown or not disclosed.</summary>
    public long Caller { get; }

    /// <summary>Whether the caller wants progressive results.</summary>
    public bool WantsProgress { get; }

    /// <summary>Cancelled when the caller gives up, its time is over, the registration is withdrawn or the node stops.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Sends a progressive result; without effect when none is wanted or the call is over. Waits while the way to the caller is full.</summary>
    public Task ProgressAsync(MeshArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return WantsProgress ? _progress(arguments) : Task.CompletedTask;
    }
}
