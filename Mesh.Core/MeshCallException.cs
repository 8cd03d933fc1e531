namespace Mesh;

/// <summary>Why a call has no result (docs/protocol.md, "Calls").</summary>
public enum MeshCallFailure
{
    /// <summary>Nobody that this node has heard of offers the procedure.</summary>
    NoSuchProcedure,

    /// <summary>Somebody offers it, but no way leads there now; it was not executed.</summary>
    NoRoute,

    /// <summary>The result did not come within <see cref="CallOptions.Timeout"/>; it may have been executed.</summary>
    TimedOut,

    /// <summary>The caller or the callee cancelled it.</summary>
    Cancelled,

    /// <summary>The callee was lost after the call had left; it may have been executed.</summary>
    OutcomeUnknown,

    /// <summary>The callee answered with an error of its own.</summary>
    Failed,
}

/// <summary>A call ended without a result. A handler throws it to answer with an error of its own.</summary>
public sealed class MeshCallException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why; a handler uses <see cref="MeshCallFailure.Failed"/>.</param>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="error">The error's name, 1 to 255 bytes of UTF-8 such as "com.example.no-battery"; empty: none but <paramref name="failure"/>.</param>
    /// <param name="arguments">What belongs to the error; null for nothing.</param>
    /// <param name="inner">The cause, if another exception told.</param>
    public MeshCallException(MeshCallFailure failure, string message, string error = "", MeshArguments? arguments = null, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
        Error = error;
        Arguments = arguments ?? MeshArguments.Empty;
    }

    /// <summary>Why.</summary>
    public MeshCallFailure Failure { get; }

    /// <summary>The error's name as its callee gave it; empty when there is none.</summary>
    public string Error { get; }

    /// <summary>What the callee sent with its error.</summary>
    public MeshArguments Arguments { get; }
}
