using Mesh.Node.Chat;
using Mesh.Node.Guests;
using Mesh.Node.Journal;
using Mesh.Node.Realm;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>All that commands work on.</summary>
internal sealed record ApiNode
{
    public required IChatNode Node { get; init; }

    public required IRealm Realm { get; init; }

    public required EventJournal Journal { get; init; }

    public required TopicFeed Topics { get; init; }

    public required NodeWatch Watch { get; init; }

    public required GuestBook Guests { get; init; }

    /// <summary>Where the page is found; null for a node without one.</summary>
    public PagePlaces? Places { get; init; }

    /// <summary>Knows the Wi-Fi network of this machine, for invitations.</summary>
    public required IWifiFinder Wifi { get; init; }

    public required TimeProvider Time { get; init; }
}
