using System.Globalization;
using System.Text.Json;
using Mesh.Node.Chat;
using Mesh.Node.Control;

namespace Mesh.Node.Ways;

/// <summary>Pings and traces as text, from the fields of their events, so that commands and chat show the same. Everything from peers goes through <see cref="Printable"/>.</summary>
internal static class WayText
{
    private const string Lost = "–";

    /// <summary>One round on one line: each hop's time, and who did not answer.</summary>
    public static string Round(JsonElement round)
    {
        IEnumerable<string> times = ControlAnswer.Items(round, "hops").Select(hop => Time(hop, "roundTripMs") is { Length: > 0 } time ? time : $"{Lost} {End(hop)}");
        return $"{ControlAnswer.Number(round, "round")}/{ControlAnswer.Number(round, "of")}  {string.Join("  ", times)} ms";
    }

    /// <summary>All rounds: one row for each hop, and how it ended.</summary>
    public static string Ping(JsonElement ping)
    {
        string name = NameOf(ping);
        TextColumns rows = new("", "", ">", ">", ">", ">", ">", "");
        rows.Add("", "Hop", "Loss", "Last", "Best", "Median", "Worst ms", "Identity");
        foreach (JsonElement hop in ControlAnswer.Items(ping, "hops"))
        {
            string place = ControlAnswer.Number(hop, "hop");
            rows.Add(
                place.Length == 0 ? "off" : place,
                NameOf(hop),
                ControlAnswer.Number(hop, "lossPercent") is { Length: > 0 } loss ? $"{loss} %" : Lost,
                Or(Time(hop, "lastMs")),
                Or(Time(hop, "bestMs")),
                Or(Time(hop, "medianMs")),
                Or(Time(hop, "worstMs")),
                ShortId(hop));
        }

        string changes = ControlAnswer.Number(ping, "changes");
        string changed = changes is "" or "0" ? string.Empty : $"\nThe way changed {(changes == "1" ? "once" : $"{changes} times")}; who is 'off' was on it before.";
        string table = rows.Count > 1 ? rows.ToString() + "\n" : string.Empty;
        return $"{table}{PingEnd(ping, name)}{changed}";
    }

    /// <summary>The way to a peer, or the history of a message, and how it ended.</summary>
    public static string Trace(JsonElement trace) =>
        trace.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String ? Message(trace) : Peer(trace);

    private static string Peer(JsonElement trace)
    {
        TextColumns rows = new(">", "", ">", ">", "");
        rows.Add("", "Hop", "Link", "From here ms", "Identity");
        foreach (JsonElement hop in ControlAnswer.Items(trace, "hops"))
        {
            rows.Add(ControlAnswer.Number(hop, "hop"), NameOf(hop), Or(Time(hop, "linkMs")), Or(Time(hop, "roundTripMs")), ShortId(hop));
        }

        string table = rows.Count > 1 ? rows.ToString() + "\n" : string.Empty;
        return table + TraceEnd(trace, NameOf(trace));
    }

    private static string Message(JsonElement trace)
    {
        TextColumns rows = new(">", "", "", "", ">", "");
        rows.Add("Links", "Node", "How", "When", "After ms", "Passed to");
        JsonElement[] hops = [.. ControlAnswer.Items(trace, "hops")];
        foreach (JsonElement hop in hops)
        {
            bool isKnown = hop.TryGetProperty("known", out JsonElement known) && known.ValueKind == JsonValueKind.True;
            rows.Add(
                Or(ControlAnswer.Number(hop, "crossed")),
                NameOf(hop),
                isKnown ? ControlAnswer.Text(hop, "manner") : Lost,
                isKnown && ControlAnswer.Text(hop, "at") is { Length: > 0 } at ? Clock(at) : Lost,
                Or(Time(hop, "afterMs")),
                string.Join(", ", ControlAnswer.Items(hop, "passedTo").Select(NameOf)));
        }

        return $"{rows}\n{TraceEnd(trace, hops.Length == 0 ? "nobody" : NameOf(hops[^1]))}";
    }

    private static string PingEnd(JsonElement ping, string name) => ControlAnswer.Text(ping, "end") switch
    {
        "reached" => $"{name} answers.",
        "not-here" => $"{name} is not here (any more).",
        "no-route" => $"No way leads to {name} now; it is known, so it may come back within half a minute.",
        "too-many" => "Too many questions wait at this node already; try again in a moment.",
        _ => $"{name} did not answer: what was asked, or its answers, got lost on the way, or it is busy.",
    };

    private static string TraceEnd(JsonElement trace, string name)
    {
        bool isMessage = ControlAnswer.Text(trace, "message").Length > 0;
        return ControlAnswer.Text(trace, "end") switch
        {
            "reached" => isMessage ? $"{name} wrote it." : $"That is the way to {name}.",
            "not-here" => $"{name} is not here (any more){(isMessage ? ", so where it had the message from cannot be asked" : string.Empty)}.",
            "no-route" => isMessage ? $"No way leads to {name} now." : "From there no way leads on now; it is known, so it may come back within half a minute.",
            "timed-out" => isMessage ? $"{name} did not answer, twice." : "The last one did not answer, twice.",
            "not-remembered" => $"{name} does not remember the message: nodes remember the last 4,096 of their present run.",
            "loop" => "It came to where it had been: the way changed meanwhile, or somebody on it is wrong; try again.",
            _ => "Too many questions wait at this node already; try again in a moment.",
        };
    }

    private static string End(JsonElement hop) => ControlAnswer.Text(hop, "end") switch
    {
        "not-here" => "(gone)",
        "no-route" => "(no way)",
        _ => "(lost)",
    };

    private static string NameOf(JsonElement item) => Printable.Name(ControlAnswer.Text(item, "name"));

    private static string ShortId(JsonElement item)
    {
        const int ShortIdLength = 19;
        string id = Printable.Line(ControlAnswer.Text(item, "peer"));
        return id.Length > ShortIdLength ? id[..ShortIdLength] : id;
    }

    private static string Time(JsonElement item, string key) =>
        item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.0", CultureInfo.InvariantCulture) : string.Empty;

    private static string Or(string text) => text.Length == 0 ? Lost : text;

    private static string Clock(string at) => DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)
        : Printable.Line(at);
}
