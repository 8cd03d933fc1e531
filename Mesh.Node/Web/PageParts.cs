using Mesh.Node.Api;
using Mesh.Node.Configuration;
using Mesh.Node.Metrics;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Web;

/// <summary>What a page is opened with.</summary>
internal sealed record PageParts
{
    public required PageSettings Settings { get; init; }

    /// <summary>What its commands work on.</summary>
    public required ApiNode Api { get; init; }

    /// <summary>Where token and certificate are kept; null for nowhere.</summary>
    public required string? DataFolder { get; init; }

    public required ILoggerFactory Logs { get; init; }

    /// <summary>The meters of the node, for what it tells of itself in figures.</summary>
    public NodeMeters Meters { get; init; } = new();

    public PageLimits Limits { get; init; } = new();
}
