using Mesh.Node.Journal;
using Mesh.Node.Lines;

namespace Mesh.Node.Web;

/// <summary>The first event of each connection: who the node is, and who the visitor is to it.</summary>
internal static class ReadyLine
{
    /// <summary>The revision of the interfaces (docs/api.md).</summary>
    public const int Revision = 1;

    public static JsonLine Of(PageContext page, Visitor visitor, JournalPlace place, string name = "ready")
    {
        NodeStatus status = page.Status();
        bool isOwner = visitor.Role == VisitorRole.Owner;
        JsonLine line = JsonLine.Event(name).With("peer", status.Peer.ToString()).With("name", status.Name);
        line = isOwner ? line.With("listen", status.Listen) : line;
        return line
            .With("network", status.Network)
            .With("rooms", isOwner ? status.Rooms : [visitor.GuestRoom ?? string.Empty])
            .With("page", isOwner ? page.Api.Places?.Local : null)
            .With("api", Revision)
            .With("role", isOwner ? "owner" : "guest")
            .With("guest", visitor.Seat?.Name ?? visitor.GuestName)
            .With("n", place.ToString());
    }
}
