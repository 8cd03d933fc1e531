using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Guests;
using Mesh.Node.Realm;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Web;

/// <summary>What a page is opened with.</summary>
internal sealed record PageParts
{
    public required PageSettings Settings { get; init; }

    public required IChatNode Node { get; init; }

    /// <summary>The topics and procedures of the mesh.</summary>
    public required IRealm Realm { get; init; }

    /// <summary>Where token and certificate are kept; null for nowhere.</summary>
    public required string? DataFolder { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Knows the Wi-Fi network of this machine, for invitations.</summary>
    public IWifiFinder Wifi { get; init; } = new NoWifi();

    public PageLimits Limits { get; init; } = new();

    public Journal.JournalLimits JournalLimits { get; init; } = new();
}
