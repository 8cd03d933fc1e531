using System.Globalization;
using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>What commands that ask something are answered with.</summary>
internal static class Answers
{
    private const int NamesShown = 40;
    private const int LeftWidthMax = 20;

    public static string Help() =>
        string.Join('\n', ChatCommand.HelpLines) + """

            PgUp PgDn scroll; Alt+1…9, Ctrl+N and Ctrl+P change the room; Alt+Enter breaks the line; Tab completes; ↑ ↓ bring back what you wrote.
            Beside your lines: · waits for a link, ✓ left on a link. Nothing here claims that anybody has read or received it.
            """;

    public static string Rooms(ChatModel model)
    {
        if (model.Rooms.Count == 0)
        {
            return "You are in no room; /join ROOM enters one.";
        }

        return Table(model.Rooms.Select((room, place) => (
            string.Create(CultureInfo.InvariantCulture, $"{place + 1} {Printable.Name(room.Name)}"),
            Count(PeersIn(model, room.Name).Count(), "other here", "others here") + (room.Unread > 0 ? string.Create(CultureInfo.InvariantCulture, $", {room.Unread} unread") : string.Empty))));
    }

    public static string Who(ChatModel model, string room)
    {
        List<MeshPeer> peers = [.. PeersIn(model, room)];
        string title = $"In {Printable.Name(room)}:";
        IEnumerable<(string, string)> own = model.Rooms.Any(joined => joined.Name == room) ? [(model.Surroundings.Label(model.Surroundings.OwnId, model.Surroundings.OwnName), "you")] : [];
        IEnumerable<(string, string)> others = peers.Take(NamesShown).Select(peer => (model.Surroundings.Label(peer.Id, peer.Name), ChatSurroundings.Distance(peer)));
        string table = Table(own.Concat(others));
        string more = peers.Count > NamesShown ? $"\nand {peers.Count - NamesShown} more" : string.Empty;
        return table.Length == 0 ? $"Nobody that is heard of is in {Printable.Name(room)}." : $"{title}\n{table}{more}";
    }

    /// <summary>One sentence about a room that was just joined.</summary>
    public static string WhoIsIn(ChatModel model, string room)
    {
        List<MeshPeer> peers = [.. PeersIn(model, room)];
        return peers.Count switch
        {
            0 => "Nobody else that is heard of is in it yet.",
            <= 5 => $"With you: {string.Join(", ", peers.Select(peer => model.Surroundings.Label(peer.Id, peer.Name)))}.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{peers.Count} others are in it; /who lists them."),
        };
    }

    public static string Peers(ChatModel model, IReadOnlyList<AloneReason> aloneReasons, IReadOnlyList<string> addresses)
    {
        StringBuilder text = new();
        ChatSurroundings near = model.Surroundings;
        if (near.Peers.Count == 0)
        {
            text.Append("Nobody is heard of.\n");
        }

        text.Append(Table(near.Peers.Take(NamesShown).Select(peer => (near.Label(peer.Id, peer.Name), Way(near, peer)))));
        text.Append(near.Peers.Count > NamesShown ? $"\nand {near.Peers.Count - NamesShown} more" : string.Empty);
        foreach (AloneReason reason in near.Links.Count == 0 ? aloneReasons : [])
        {
            text.Append('\n').Append(Printable.Reason(reason)).Append("\n→ ").Append(Printable.Line(reason.Advice));
        }

        text.Append(addresses.Count > 0 ? $"\nYou are reached at {string.Join(", ", addresses)}." : string.Empty);
        return text.ToString().Trim('\n');
    }

    private static string Way(ChatSurroundings near, MeshPeer peer)
    {
        MeshLink? link = near.Links.FirstOrDefault(link => link.Peer == peer.Id);
        if (link is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, peer.Hops)} hops  {peer.Id.ToShortString()}");
        }

        string trip = link.RoundTrip is TimeSpan time ? string.Create(CultureInfo.InvariantCulture, $" {time.TotalMilliseconds:0.#} ms") : string.Empty;
        string through = link.Interface is null ? string.Empty : $" on {Printable.Name(link.Interface)}";
        return $"linked  {Printable.Line(link.Address)}{through}{trip}  {peer.Id.ToShortString()}";
    }

    private static IEnumerable<MeshPeer> PeersIn(ChatModel model, string room) => model.Surroundings.Peers.Where(peer => peer.Rooms.Contains(room));

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Table(IEnumerable<(string Left, string Right)> rows)
    {
        (string Left, string Right)[] all = [.. rows];
        int width = Math.Min(LeftWidthMax, all.Select(row => CellWidth.OfText(row.Left)).DefaultIfEmpty(0).Max());
        return string.Join('\n', all.Select(row => row.Left + new string(' ', Math.Max(0, width - CellWidth.OfText(row.Left)) + 2) + row.Right));
    }
}
