using System.Text;
using System.Text.Json;
using Mesh.Simulator.Formats;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>Reads field logs as <c>mesh --record</c> writes them. A line that a crash tore, before a header or at the end, is passed over; what else is wrong is told with its place.</summary>
internal sealed class FieldlogReader
{
    /// <summary>The first bytes of every field log.</summary>
    public const string Beginning = "{\"fieldlog\":";

    /// <summary>The name of the format.</summary>
    public const string FormatName = "fieldlog";

    private const int Revision = 1;
    private const int HopsMax = 255;

    private readonly LineReader _lines;
    private readonly string _file;
    private readonly List<FieldlogSession> _sessions = [];
    private long _records;

    private FieldlogReader(LineReader lines, string file)
    {
        _lines = lines;
        _file = file;
    }

    /// <summary>Every recording of a file, in order.</summary>
    /// <exception cref="FormatFault">It is no field log, or not as one should be.</exception>
    public static IReadOnlyList<FieldlogSession> Read(FormatSource source)
    {
        using LineReader lines = source.OpenLines();
        FieldlogReader reader = new(lines, source.Name);
        reader.ReadAll();
        return reader._sessions.Count > 0 ? reader._sessions : throw FormatFault.Of(source.Name, "holds no recording; a field log begins with its header.");
    }

    /// <summary>Whether a file is a field log, as far as its first bytes tell.</summary>
    public static bool IsFieldlog(FormatSource source) => Encoding.UTF8.GetString(source.ReadStart()).StartsWith(Beginning, StringComparison.Ordinal);

    private void ReadAll()
    {
        FormatFault? torn = null;
        while (_lines.NextRecord(comments: ""))
        {
            bool isHeader = _lines.Text.StartsWith(Beginning, StringComparison.Ordinal);
            if (torn is not null && !isHeader)
            {
                throw torn;
            }

            torn = null;
            _lines.Bound(++_records);
            try
            {
                using var line = JsonDocument.Parse(_lines.Text.ToString());
                if (isHeader)
                {
                    _sessions.Add(_sessions.Count < FormatLimits.SessionsMax
                        ? Header(line.RootElement)
                        : throw _lines.LineFault(FormattableString.Invariant($"at most {FormatLimits.SessionsMax} recordings")));
                }
                else
                {
                    Take(line.RootElement);
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                // The second is what the platform says of a text with half a character in it.
                torn = _lines.LineFault("one JSON object");
            }
        }
    }

    private FieldlogSession Header(JsonElement line)
    {
        if (Whole(line, "fieldlog", 1, int.MaxValue) != Revision)
        {
            throw _lines.LineFault(FormattableString.Invariant($"a field log of revision {Revision}; this one was written by a newer program"));
        }

        return new FieldlogSession(_file, Identity(line, "node"), Whole(line, "wall", 0, FormatLimits.SecondsMax * 1_000_000), Whole(line, "monotonic", 0, FormatLimits.SecondsMax * 1_000_000));
    }

    private void Take(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || _sessions.Count == 0)
        {
            throw _lines.LineFault("the header of a field log before its events");
        }

        FieldlogSession session = _sessions[^1];
        long at = Whole(line, "t", 0, FormatLimits.EpochSeconds * 1_000_000);
        if (at < session.Last)
        {
            throw _lines.LineFault("'t' that is not below that of the line before");
        }

        session.Last = at;
        Take(session, line, at);
    }

    private void Take(FieldlogSession session, JsonElement line, long at)
    {
        switch (Text(line, "event"))
        {
            case "link-up":
                session.Links.Add(new FieldlogLink(at, Identity(line, "peer"), IsUp: true, line.TryGetProperty("standing", out JsonElement standing) && standing.ValueKind == JsonValueKind.True));
                break;
            case "link-down":
                session.Links.Add(new FieldlogLink(at, Identity(line, "peer"), IsUp: false, IsStanding: false));
                break;
            case "published":
                session.Published.Add(Message(line, at, hops: 0));
                break;
            case "received":
                session.Received.Add(Message(line, at, (int)Whole(line, "hops", 0, HopsMax)));
                break;
            case "round-trip":
                session.RoundTrips.Add(Whole(line, "microseconds", 0, 3_600_000_000));
                break;
            case "rooms" when line.TryGetProperty("rooms", out JsonElement rooms) && rooms.ValueKind == JsonValueKind.Array:
                session.Rooms.UnionWith(rooms.EnumerateArray().Select(MarkOfRoom));
                break;
            case "gap":
                session.Missing += Whole(line, "events", 0, FormatLimits.RecordsMax);
                break;
            default:
                // What a later program adds is no fault.
                break;
        }
    }

    private FieldlogMessage Message(JsonElement line, long at, int hops) =>
        new(at, Mark(line, "message"), Identity(line, "origin"), Mark(line, "room"), (int)Whole(line, "bytes", 0, int.MaxValue), hops);

    /// <summary>An identity as the program itself writes it: what is written into tables and files is made of letters, digits and hyphens, whatever the log holds.</summary>
    private string Identity(JsonElement line, string key) =>
        line.TryGetProperty(key, out JsonElement value) && Name(value) is { } text && PeerId.TryParse(text, out PeerId peer)
            ? peer.ToString()
            : throw _lines.LineFault(FormattableString.Invariant($"'{key}' as the identity of a node, 26 letters and digits"));

    private string Mark(JsonElement line, string key) =>
        line.TryGetProperty(key, out JsonElement value) && IsMark(Name(value))
            ? value.GetString()!
            : throw _lines.LineFault(FormattableString.Invariant($"'{key}' as 1 to {FormatLimits.NameCharsMax} letters and digits"));

    private string MarkOfRoom(JsonElement room)
    {
        _lines.Bound(++_records);
        return IsMark(Name(room)) ? room.GetString()! : throw _lines.LineFault(FormattableString.Invariant($"'rooms' as a list of marks, each 1 to {FormatLimits.NameCharsMax} letters and digits"));
    }

    private static bool IsMark(string? text) => text?.All(char.IsAsciiLetterOrDigit) == true;

    private string Text(JsonElement line, string key) =>
        line.TryGetProperty(key, out JsonElement value) && Name(value) is { } text
            ? text
            : throw _lines.LineFault(FormattableString.Invariant($"'{key}' with 1 to {FormatLimits.NameCharsMax} characters"));

    private static string? Name(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= FormatLimits.NameCharsMax } text ? text : null;

    private long Whole(JsonElement line, string key, long min, long max) =>
        line.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) && whole >= min && whole <= max
            ? whole
            : throw _lines.LineFault(FormattableString.Invariant($"'{key}' as a whole number from {min} to {max}"));
}
