namespace Mesh.Transports;

/// <summary>Why a link could not be opened or did not last.</summary>
public enum LinkFailure
{
    /// <summary>The address answered that nothing listens there.</summary>
    Refused,

    /// <summary>No answer within the time: a firewall that drops, client isolation, or nobody there.</summary>
    TimedOut,

    /// <summary>The operating system knows no way to the address.</summary>
    Unreachable,

    /// <summary>The operating system forbids the connection (on macOS 15 and later: local-network privacy).</summary>
    Forbidden,

    /// <summary>The other end spoke something else, or its TLS or certificate was not acceptable.</summary>
    NotMesh,

    /// <summary>The other end refused with a reason, which the message carries.</summary>
    Rejected,

    /// <summary>Somebody else than the expected peer answered.</summary>
    WrongPeer,

    /// <summary>This node itself answered.</summary>
    Self,

    /// <summary>The link was up and broke.</summary>
    Broken,

    /// <summary>The peer sent a message over the size limit, or one that is not binary.</summary>
    Violation,
}

/// <summary>A link could not be opened or broke.</summary>
public sealed class LinkException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="inner">The cause, if another exception told.</param>
    public LinkException(LinkFailure failure, string message, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
    }

    /// <summary>What happened.</summary>
    public LinkFailure Failure { get; }
}
