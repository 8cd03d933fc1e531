using Mesh.Node.Api;
using Mesh.Node.Lines;
using Mesh.Node.Wamp;

namespace Mesh.Node.Web;

/// <summary>What the endpoints of the page share.</summary>
internal sealed record PageContext
{
    public required ApiNode Api { get; init; }

    public required ApiDesk Desk { get; init; }

    public required WampRouter Wamp { get; init; }

    public required PageLimits Limits { get; init; }

    public required RequestGuard Guard { get; init; }

    public required PageAccess Access { get; init; }

    public required StreamTable Streams { get; init; }

    /// <summary>How fast guests may write and come.</summary>
    public required GuestPace GuestPace { get; init; }

    /// <summary>Cancelled when the page closes: streams end, WebSockets with 1001.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>What the node says of itself.</summary>
    public required Func<NodeStatus> Status { get; init; }
}
