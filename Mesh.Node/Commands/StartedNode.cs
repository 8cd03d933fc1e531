using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Metrics;
using Mesh.Node.Realm;

namespace Mesh.Node.Commands;

/// <summary>A node that was started as the settings say.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Node">The node.</param>
/// <param name="Realm">Its topics and procedures, or null when it has none.</param>
/// <param name="Lifetime">Says goodbye and stops it when disposed.</param>
/// <param name="DataFolder">Where it keeps things, or null for nowhere.</param>
/// <param name="Notes">What the person should know from the start, one sentence each.</param>
internal sealed record StartedNode(NodeSettings Settings, IChatNode Node, IRealm Realm, IAsyncDisposable Lifetime, string? DataFolder, List<string> Notes)
{
    /// <summary>The meters on which it counts.</summary>
    public required NodeMeters Meters { get; init; }
}
