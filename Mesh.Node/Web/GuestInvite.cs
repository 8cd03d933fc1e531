namespace Mesh.Node.Web;

/// <summary>An invitation to be a guest of this node in one room, for whoever holds its token.</summary>
/// <param name="Id">Names it in lists; tells nothing of the token.</param>
/// <param name="Room">The room.</param>
/// <param name="Until">When it and every seat taken with it ends.</param>
internal sealed record GuestInvite(string Id, string Room, DateTimeOffset Until);
