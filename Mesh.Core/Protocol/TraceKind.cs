namespace Mesh.Protocol;

/// <summary>What the machine reports for logs, counters and the simulator.</summary>
internal enum TraceKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A bundle arrived that was known; Number = its short id.</summary>
    Duplicate,

    /// <summary>A bundle was verified and taken in; Number = its short id.</summary>
    BundleTaken,

    /// <summary>A bundle was late, over a limit or unknown and is not looked at; no blame.</summary>
    Ignored,

    /// <summary>Something no conforming node sends arrived; blamed on the link.</summary>
    Rejected,

    /// <summary>An author writes faster than allowed; its bundle is left for synchronisation.</summary>
    RateLimited,

    /// <summary>A link was made eager to repair the tree.</summary>
    Grafted,

    /// <summary>A link was made lazy because it brought a duplicate.</summary>
    Pruned,

    /// <summary>A graft timer ran out before the payload came.</summary>
    PayloadOverdue,

    /// <summary>Missing ranges were asked for; Number = how many.</summary>
    Pulled,

    /// <summary>A bounded collection was full and something was evicted or refused.</summary>
    Evicted,

    /// <summary>A link is suspected dead.</summary>
    Suspect,
}
