namespace Mesh;

/// <summary>Why a node has no neighbour.</summary>
public enum AloneCause
{
    /// <summary>There is no usable interface but loopback.</summary>
    OnlyLoopback,

    /// <summary>There is no usable interface at all.</summary>
    NoInterface,

    /// <summary>The interface is up, but our own multicast does not come back on it.</summary>
    MulticastSilent,

    /// <summary>The interface works and nobody else announces a node on it.</summary>
    NobodyHeard,

    /// <summary>A node was heard, but its port does not answer: a firewall or client isolation.</summary>
    PortSilent,

    /// <summary>A node was heard, but its port refuses connections.</summary>
    PortRefused,

    /// <summary>A node was heard that belongs to another network name.</summary>
    OtherNetwork,

    /// <summary>A node of this network was heard whose passphrase is another, or one side has none.</summary>
    PassphraseMismatch,

    /// <summary>A node was heard that speaks no protocol revision in common with ours.</summary>
    RevisionMismatch,

    /// <summary>A node was reached, but the link could not be agreed on for another reason.</summary>
    LinkRefused,

    /// <summary>Discovery is switched off and no given peer answers.</summary>
    DiscoveryOff,
}

/// <summary>One reason for being alone and the one thing to do about it.</summary>
/// <param name="Cause">The reason.</param>
/// <param name="Interface">The interface concerned, or null when it concerns the machine.</param>
/// <param name="Sentence">The reason in one sentence for a person; free of control characters.</param>
/// <param name="Advice">What to do, in one sentence.</param>
public sealed record AloneReason(AloneCause Cause, string? Interface, string Sentence, string Advice);
