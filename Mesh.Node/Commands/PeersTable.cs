using System.Globalization;
using System.Text.Json;
using Mesh.Node.Chat;
using Mesh.Node.Control;
using Spectre.Console;

namespace Mesh.Node.Commands;

/// <summary>The table that "mesh peers" prints. Everything that came from a peer goes through <see cref="Text"/>, never through markup.</summary>
internal static class PeersTable
{
    /// <summary>Columns for a pipe, where nothing says how wide the reader is.</summary>
    private const int PipeColumns = 160;

    private const int ShortIdLength = 19;

    /// <summary>The table as text without its last line end.</summary>
    /// <param name="root">The node's answer.</param>
    /// <param name="isTerminal">Whether it is printed on a terminal, whose width then holds.</param>
    public static string Of(JsonElement root, bool isTerminal)
    {
        JsonElement[] peers = [.. ControlAnswer.Items(root, "peers")];
        if (peers.Length == 0)
        {
            IEnumerable<string> reasons = ControlAnswer.Items(root, "alone")
                .Select(reason => $"{Printable.Reason(ControlAnswer.Text(reason, "interface"), ControlAnswer.Text(reason, "sentence"))} {ControlAnswer.Text(reason, "advice")}");
            return string.Join('\n', ["Nobody is near.", .. reasons.Select(Printable.Line)]);
        }

        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in (string[])["Name", "Identity", "Hops", "Link", "Round trip", "Rooms"])
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        ILookup<string, JsonElement> links = ControlAnswer.Items(root, "links").ToLookup(link => ControlAnswer.Text(link, "peer"));
        foreach (JsonElement peer in peers)
        {
            table.AddRow(Row(peer, links[ControlAnswer.Text(peer, "peer")]).Select(cell => new Text(cell)));
        }

        return Render(table, isTerminal);
    }

    private static string[] Row(JsonElement peer, IEnumerable<JsonElement> links)
    {
        string id = ControlAnswer.Text(peer, "peer");
        JsonElement[] own = [.. links];
        return
        [
            Printable.Name(ControlAnswer.Text(peer, "name")),
            Printable.Line(id.Length > ShortIdLength ? id[..ShortIdLength] : id),
            ControlAnswer.Number(peer, "hops"),
            string.Join('\n', own.Select(link => Printable.Line($"{ControlAnswer.Text(link, "address")} {ControlAnswer.Text(link, "interface")}").Trim())),
            string.Join('\n', own.Select(link => ControlAnswer.Number(link, "roundTripMs")).Select(time => time.Length == 0 ? string.Empty : $"{time} ms")),
            string.Join(", ", ControlAnswer.Items(peer, "rooms").Where(room => room.ValueKind == JsonValueKind.String).Select(room => Printable.Name(room.GetString()!))),
        ];
    }

    private static string Render(Table table, bool isTerminal)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : PipeColumns;
        console.Write(table);
        return text.ToString().TrimEnd();
    }
}
