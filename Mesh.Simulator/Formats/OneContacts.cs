using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Contact and message events of The ONE (its StandardEventsReader): <c>time CONN a b up|down</c>, <c>time C id from to size</c>. What happened to
/// messages in the run that wrote the file (S, DE, A, DR, R) is checked and left out.
/// </summary>
internal static class OneContacts
{
    private const string Actions = "CONN, C, S, DE, A, DR or R";

    /// <summary>Reads a file. Events may stand in any order; at one instant a beginning comes before an end.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        ContactLedger ledger = new();
        List<(long At, bool IsDown, int A, int B)> events = [];
        long last = long.MinValue;
        while (reader.NextRecord())
        {
            long at = reader.NextTime("a time in seconds");
            last = Math.Max(last, at);
            string action = reader.Next(Actions).ToString();
            switch (action)
            {
                case "CONN":
                    events.Add(ReadContact(reader, ledger, at));
                    reader.Bound(events.Count);
                    break;
                case "C":
                    ReadMessage(reader, ledger, at);
                    break;
                case "S" or "DE" or "A":
                    _ = reader.Next("the message's name");
                    _ = Host(reader);
                    _ = Host(reader);
                    break;
                case "DR" or "R":
                    _ = reader.Next("the message's name");
                    _ = Host(reader);
                    break;
                default:
                    throw reader.Fault(Actions);
            }
        }

        int raw = Pair(events, ledger, last);
        return ledger.Build(source.Name, "CONN or C events") with { ContactsRaw = raw };
    }

    private static (long At, bool IsDown, int A, int B) ReadContact(LineReader reader, ContactLedger ledger, long at)
    {
        int a = ledger.MarkOf(Host(reader), reader);
        int b = ledger.MarkOf(Host(reader), reader);
        ReadOnlySpan<char> change = reader.Next("up or down");
        bool isDown = change.Equals("down", StringComparison.OrdinalIgnoreCase);
        if (!isDown && !change.Equals("up", StringComparison.OrdinalIgnoreCase))
        {
            throw reader.Fault("up or down");
        }

        ledger.Touch(at);
        return (at, isDown, Math.Min(a, b), Math.Max(a, b));
    }

    private static void ReadMessage(LineReader reader, ContactLedger ledger, long at)
    {
        string id = reader.NextName("the message's name");
        int from = ledger.MarkOf(Host(reader), reader);
        int to = ledger.MarkOf(Host(reader), reader);
        ledger.AddMessage(at, id, from, to, Size(reader), "", reader);
    }

    /// <summary>Two nodes that see each other open a contact twice; it ends when the second closes it. Answers how many were opened.</summary>
    private static int Pair(List<(long At, bool IsDown, int A, int B)> events, ContactLedger ledger, long last)
    {
        Dictionary<(int A, int B), (int Depth, long Since)> open = [];
        int raw = 0;
        foreach ((long at, bool isDown, int a, int b) in events.OrderBy(e => (e.At, e.IsDown)))
        {
            (int depth, long since) = open.GetValueOrDefault((a, b));
            raw += isDown ? 0 : 1;
            if (!isDown)
            {
                open[(a, b)] = (depth + 1, depth == 0 ? at : since);
            }
            else if (depth == 1)
            {
                ledger.Add(a, b, since, at);
                open.Remove((a, b));
            }
            else if (depth > 1)
            {
                open[(a, b)] = (depth - 1, since);
            }
        }

        foreach (((int a, int b), (_, long since)) in open)
        {
            ledger.Add(a, b, since, last);
        }

        return raw;
    }

    /// <summary>A host is digits, or other characters and then digits; the digits are its address.</summary>
    private static string Host(LineReader reader)
    {
        const string Expected = "a host such as 12 or p12";
        ReadOnlySpan<char> host = reader.Next(Expected);
        ReadOnlySpan<char> digits = host[(host.LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int address) && host.Length <= FormatLimits.NameCharsMax
            ? address.ToString(CultureInfo.InvariantCulture)
            : throw reader.Fault(Expected);
    }

    private static int Size(LineReader reader)
    {
        const string Expected = "a size in bytes, such as 1000, 25k or 1MiB";
        ReadOnlySpan<char> text = reader.Next(Expected);
        (int suffix, long unit) = text switch
        {
            [.., 'k', 'i', 'B'] => (3, 1024L),
            [.., 'M', 'i', 'B'] => (3, 1024L * 1024),
            [.., 'G', 'i', 'B'] => (3, 1024L * 1024 * 1024),
            [.., 'k'] => (1, 1000),
            [.., 'M'] => (1, 1_000_000),
            [.., 'G'] => (1, 1_000_000_000),
            _ => (0, 1),
        };
        return decimal.TryParse(text[..^suffix], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && number <= int.MaxValue && number * unit <= int.MaxValue
            ? (int)(number * unit)
            : throw reader.Fault(Expected);
    }
}
