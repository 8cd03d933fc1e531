namespace Mesh;

/// <summary>What in the node's surroundings failed.</summary>
public enum MeshFailure
{
    /// <summary>Another process uses the data folder.</summary>
    DataFolderLocked,

    /// <summary>The data folder cannot be created, read or written.</summary>
    DataFolderUnusable,

    /// <summary>The key file is damaged or not a P-256 key.</summary>
    KeyDamaged,

    /// <summary>The port asked for is taken or not allowed.</summary>
    PortUnavailable,

    /// <summary>A peer address given by a person cannot be understood.</summary>
    BadAddress,

    /// <summary>The node stopped because one of its own invariants broke.</summary>
    Faulted,
}

/// <summary>The node's surroundings do not allow what was asked. The message is one sentence that names the thing, the value and the mend.</summary>
public sealed class MeshException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="inner">The cause, if another exception told.</param>
    public MeshException(MeshFailure failure, string message, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
    }

    /// <summary>What failed.</summary>
    public MeshFailure Failure { get; }
}
