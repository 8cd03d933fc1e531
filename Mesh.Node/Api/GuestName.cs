using System.Globalization;
using System.Text;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;

namespace Mesh.Node.Api;

/// <summary>What a guest may be called.</summary>
internal static class GuestName
{
    /// <exception cref="ApiException">The name is empty, too long, or has characters that are not seen.</exception>
    public static void Check(string name)
    {
        if (name.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format))
        {
            throw new ApiException(ApiCode.BadRequest, "The name has a character that is not seen, by which it could look like another's; leave it out.");
        }

        try
        {
            SettingValue.Named("The name", name);
        }
        catch (ComplaintException fault)
        {
            throw new ApiException(ApiCode.BadRequest, fault.Message, fault);
        }
    }

    /// <summary>Nobody is a guest under the name of the node or of somebody in the room.</summary>
    /// <exception cref="ApiException">The name is one of theirs.</exception>
    public static void CheckFree(string name, string room, IChatNode node)
    {
        bool Is(string other) => string.Equals(name, other.Trim(), StringComparison.OrdinalIgnoreCase);
        if (Is(node.Name) || node.Peers.Any(peer => peer.Rooms.Contains(room) && Is(peer.Name)))
        {
            throw new ApiException(ApiCode.NameTaken, "Somebody in this room has that name; choose another.");
        }
    }
}
