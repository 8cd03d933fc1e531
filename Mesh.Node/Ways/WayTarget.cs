using Mesh.Node.Chat;

namespace Mesh.Node.Ways;

/// <summary>What a person means by a word behind "ping" or "trace": a peer or a message.</summary>
/// <param name="Peer">The peer, or null.</param>
/// <param name="Message">The message, or null.</param>
internal sealed record WayTarget(PeerId? Peer, MessageId? Message)
{
    private const int PrefixMin = 4;
    private const int NamedMax = 6;

    /// <summary>A peer by its identity, its name, or the beginning of its identity.</summary>
    /// <exception cref="ArgumentException">Nobody, or more than one, is meant.</exception>
    public static PeerId PeerOf(IChatNode node, string text)
    {
        if (PeerId.TryParse(text, out PeerId peer))
        {
            return peer;
        }

        return FindPeer(node, text)
            ?? throw new ArgumentException($"Nobody who is here is called '{Printable.Name(text)}', and no identity begins so; /peers or 'mesh peers' lists who is here.", nameof(text));
    }

    /// <summary>A peer as above, or a message: its identity, "last" for the last one of all rooms, ROOM for the last one there, ROOM:3 for the third last.</summary>
    /// <exception cref="ArgumentException">Nothing, or more than one thing, is meant.</exception>
    public static WayTarget Of(IChatNode node, string text)
    {
        // Both kinds of identity are 26 letters; that of a peer is shown with hyphens, that of a message without.
        if (PeerId.TryParse(text, out PeerId peer))
        {
            bool isPeer = text.Contains('-', StringComparison.Ordinal) || peer == node.Id || node.Peers.Any(known => known.Id == peer);
            return isPeer ? new WayTarget(peer, null) : new WayTarget(null, MessageId.TryParse(text, out MessageId message) ? message : default);
        }

        if (FindPeer(node, text) is { } found)
        {
            return new WayTarget(found, null);
        }

        return FindMessage(node, text) is { } named
            ? new WayTarget(null, named)
            : throw new ArgumentException($"'{Printable.Name(text)}' is no peer that is here, and no message; give a name, an identity, a message's id, 'last', ROOM or ROOM:3.", nameof(text));
    }

    private static PeerId? FindPeer(IChatNode node, string text)
    {
        (PeerId Id, string Name)[] all = [.. PeerNames.All(node)];
        foreach (StringComparison comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            if (Only(text, [.. all.Where(peer => peer.Name.Equals(text, comparison))]) is { } named)
            {
                return named;
            }
        }

        string letters = text.Replace("-", string.Empty, StringComparison.Ordinal);
        return letters.Length < PrefixMin
            ? null
            : Only(text, [.. all.Where(peer => peer.Id.ToString().Replace("-", string.Empty, StringComparison.Ordinal).StartsWith(letters, StringComparison.OrdinalIgnoreCase))]);
    }

    private static PeerId? Only(string text, (PeerId Id, string Name)[] found)
    {
        if (found.Length <= 1)
        {
            return found.Length == 0 ? null : found[0].Id;
        }

        string more = found.Length > NamedMax ? $" and {found.Length - NamedMax} more" : string.Empty;
        throw new ArgumentException(
            $"'{Printable.Name(text)}' fits {found.Length} peers: {string.Join(", ", found.Take(NamedMax).Select(peer => $"{Printable.Name(peer.Name)} ({peer.Id.ToShortString()})"))}{more}; give the beginning of the identity.",
            nameof(text));
    }

    private static MessageId? FindMessage(IChatNode node, string text)
    {
        if (text.Equals("last", StringComparison.OrdinalIgnoreCase))
        {
            return node.Rooms.SelectMany(room => node.Latest(room, 1)).MaxBy(message => message.ReceivedAt)?.Id
                ?? throw new ArgumentException("No message has come yet, so there is no last one to trace.", nameof(text));
        }

        (string room, int place) = node.Rooms.Contains(text) ? (text, 1) : Split(text);
        if (!node.Rooms.Contains(room))
        {
            return null;
        }

        IReadOnlyList<RoomMessage> messages = node.Latest(room, place);
        return messages.Count == place
            ? messages[0].Id
            : throw new ArgumentException($"The room '{Printable.Name(room)}' holds {messages.Count} messages here, so there is no number {place} from the end.", nameof(text));
    }

    private static (string Room, int Place) Split(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int place) && place > 0
            ? (text[..colon], place)
            : (text, 1);
    }
}
