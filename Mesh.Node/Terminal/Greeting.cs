using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>The first words: who is near, and how others get in.</summary>
internal static class Greeting
{
    private const string DefaultNetwork = "mesh";
    private const int NamesShown = 5;
    private const int AddressesShown = 3;

    public static string Text(ChatModel model, IReadOnlyList<string> addresses)
    {
        ChatSurroundings near = model.Surroundings;
        StringBuilder text = new();
        text.Append($"Welcome, {Printable.Name(near.OwnName)}. ").Append(WhoIsNear(near)).Append('\n');
        string network = near.Network == DefaultNetwork ? string.Empty : $" --network {Quoted(near.Network)}";
        text.Append($"Others get in with  mesh{network}  on the same cable, Wi-Fi or hotspot; no server, no internet.");
        if (addresses.Count > 0)
        {
            text.Append($"\nIf they do not find you:  mesh{network} --peer {string.Join("  or  --peer ", addresses.Take(AddressesShown))}");
        }

        text.Append("\n/help lists the commands.");
        return text.ToString();
    }

    /// <summary>One sentence with the names of the nearest.</summary>
    public static string WhoIsNear(ChatSurroundings near)
    {
        if (near.Peers.Count == 0)
        {
            return "Nobody is near yet; looking around.";
        }

        IEnumerable<string> names = near.Peers.Take(NamesShown).Select(peer => $"{near.Label(peer.Id, peer.Name)} ({ChatSurroundings.Distance(peer)})");
        string more = near.Peers.Count > NamesShown ? $" and {near.Peers.Count - NamesShown} more" : string.Empty;
        return $"Here: {string.Join(", ", names)}{more}.";
    }

    private static string Quoted(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : $"'{Printable.Name(name).Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
