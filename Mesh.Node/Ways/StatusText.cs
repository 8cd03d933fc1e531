using System.Globalization;
using System.Text.Json;
using Mesh.Node.Chat;
using Mesh.Node.Control;

namespace Mesh.Node.Ways;

/// <summary>How a node is doing, on one screen, from the fields of the event "status".</summary>
internal static class StatusText
{
    private const int LinksShown = 16;

    public static string Of(JsonElement status)
    {
        TextColumns rows = new("", "");
        rows.Add("Name", Printable.Name(ControlAnswer.Text(status, "name")));
        rows.Add("Identity", Printable.Line(ControlAnswer.Text(status, "peer")));
        rows.Add("Network", Printable.Name(ControlAnswer.Text(status, "network")));
        rows.Add("Version", $"{Printable.Line(ControlAnswer.Text(status, "version"))}, up {Span(Whole(status, "uptimeSeconds"))}");
        rows.Add("Listening", List(status, "listen", "on no address"));
        rows.Add("Page", Text(status, "page", "none"));
        if (ControlAnswer.Text(status, "data") is { Length: > 0 } data)
        {
            rows.Add("Data", Printable.Line(data));
        }

        rows.Add("Rooms", List(status, "rooms", "none"));
        rows.Add("Peers", FormattableString.Invariant($"{Whole(status, "neighbours")} linked, {Whole(status, "further")} further"));
        rows.Add("Waiting", Whole(status, "unsent") switch
        {
            0 => "nothing; every message left on a link",
            1 => "1 message that left on no link yet",
            long count => FormattableString.Invariant($"{count} messages that left on no link yet"),
        });
        rows.Add("Held", $"{Bytes(Whole(status, "historyBytes"))} of {Bytes(Whole(status, "historyBytesMax"))} for who comes late, in memory");
        JsonElement[] links = [.. ControlAnswer.Items(status, "links")];
        string more = links.Length > LinksShown ? FormattableString.Invariant($"\nand {links.Length - LinksShown} more") : string.Empty;
        string alone = string.Concat(ControlAnswer.Items(status, "alone").Where(item => item.ValueKind == JsonValueKind.String).Select(item => "\n" + Printable.Line(item.GetString()!)));
        return links.Length == 0 ? $"{rows}\nNobody is linked.{alone}" : $"{rows}\n{Links(links.Take(LinksShown))}{more}";
    }

    private static string Links(IEnumerable<JsonElement> links)
    {
        TextColumns rows = new("", "", "", ">", ">", ">");
        rows.Add("Link", "Address", "Interface", "Round trip", "Received", "Sent");
        foreach (JsonElement link in links)
        {
            string time = ControlAnswer.Number(link, "roundTripMs");
            rows.Add(
                Printable.Name(ControlAnswer.Text(link, "name")),
                Printable.Line(ControlAnswer.Text(link, "address")),
                Text(link, "interface", "–"),
                time.Length == 0 ? "–" : $"{time} ms",
                Bytes(Whole(link, "bytesReceived")),
                Bytes(Whole(link, "bytesSent")));
        }

        return rows.ToString();
    }

    private static string Text(JsonElement item, string key, string otherwise) => ControlAnswer.Text(item, key) is { Length: > 0 } text ? Printable.Line(text) : otherwise;

    private static string List(JsonElement item, string key, string otherwise)
    {
        string[] texts = [.. ControlAnswer.Items(item, key).Where(value => value.ValueKind == JsonValueKind.String).Select(value => Printable.Line(value.GetString()!))];
        return texts.Length == 0 ? otherwise : string.Join(", ", texts);
    }

    private static long Whole(JsonElement item, string key) =>
        item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : 0;

    private static string Span(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) switch
    {
        { TotalDays: >= 1 } span => FormattableString.Invariant($"{span.Days} d {span.Hours} h"),
        { TotalHours: >= 1 } span => FormattableString.Invariant($"{span.Hours} h {span.Minutes} min"),
        { TotalMinutes: >= 1 } span => FormattableString.Invariant($"{span.Minutes} min {span.Seconds} s"),
        var span => FormattableString.Invariant($"{span.Seconds} s"),
    };

    private static string Bytes(long bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
        >= 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 10):0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}
