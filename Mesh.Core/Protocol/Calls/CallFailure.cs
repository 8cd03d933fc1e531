namespace Mesh.Protocol.Calls;

/// <summary>Why a call has no result, as it travels.</summary>
internal enum CallFailure : byte
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>Nobody known offers the procedure, or the callee no longer does; not executed.</summary>
    NoSuchProcedure = 1,

    /// <summary>No way to the callee; not executed.</summary>
    NoRoute = 2,

    /// <summary>The caller's time is over.</summary>
    TimedOut = 3,

    /// <summary>Cancelled.</summary>
    Cancelled = 4,

    /// <summary>It may have been executed.</summary>
    OutcomeUnknown = 5,

    /// <summary>The callee failed, in its own words.</summary>
    Failed = 6,

    /// <summary>The call names another run of the callee; not executed.</summary>
    Stale = 7,

    /// <summary>The callee executes too many calls already; not executed.</summary>
    Busy = 8,
}
