using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>
/// The message log of the SIGCOMM 2009 trace, an ad hoc chat of conference guests: <c>msg_id;user;created;type;dst</c>, type B (everybody),
/// U (one user) or M (a group). Sizes and the devices that only carried come from <c>.transmission.csv</c> and <c>.reception.csv</c> beside it.
/// </summary>
internal static class SigcommMessages
{
    private const string Ending = ".messages.csv";

    /// <summary>Reads the messages, and the logs beside them where they are.</summary>
    public static Imported Read(FormatSource source)
    {
        ContactLedger ledger = new();
        Dictionary<string, int> bytes = new(StringComparer.Ordinal);
        string file = Path.GetFileName(source.Name);
        if (file.EndsWith(Ending, StringComparison.Ordinal))
        {
            ReadTransmissions(source.Beside(file[..^Ending.Length] + ".transmission.csv"), ledger, bytes);
            ReadReceptions(source.Beside(file[..^Ending.Length] + ".reception.csv"), ledger);
        }

        using LineReader reader = source.OpenLines();
        reader.Separator = ';';
        while (reader.NextRecord())
        {
            string id = reader.NextName("a message's number");
            int from = ledger.MarkOf(reader.NextName("a user's number"), reader);
            long at = reader.NextTime("a time in seconds");
            ReadOnlySpan<char> type = reader.Next("B, U or M");
            if (type is not ("B" or "U" or "M"))
            {
                throw reader.Fault("B, U or M");
            }

            bool isForOne = type is "U";
            bool isForGroup = type is "M";
            string to = reader.NextName("whom it is for, -1 for everybody");
            ledger.AddMessage(at, id, from, isForOne ? ledger.MarkOf(to, reader) : -1, bytes.GetValueOrDefault(id), isForGroup ? to : "", reader);
        }

        return ledger.Build(source.Name, "messages 'msg_id;user;created;type;dst'", hasContacts: false);
    }

    private static void ReadTransmissions(FormatSource? source, ContactLedger ledger, Dictionary<string, int> bytes)
    {
        if (source is null)
        {
            return;
        }

        using LineReader reader = source.OpenLines();
        reader.Separator = ';';
        while (reader.NextRecord())
        {
            _ = reader.NextWhole("a type", 0, 9);
            string id = reader.NextName("a message's number, or -1");
            int length = (int)reader.NextWhole("a length in bytes", 0, int.MaxValue);
            reader.Bound(bytes.Count + 1L);
            bytes[id] = Math.Max(length, bytes.GetValueOrDefault(id));
            ReadHop(reader, ledger);
            _ = reader.NextWhole("a status, 1 for arrived", 0, 9);
        }
    }

    private static void ReadReceptions(FormatSource? source, ContactLedger ledger)
    {
        if (source is null)
        {
            return;
        }

        using LineReader reader = source.OpenLines();
        reader.Separator = ';';
        while (reader.NextRecord())
        {
            _ = reader.NextWhole("a type", 0, 9);
            _ = reader.NextName("a message's number, or -1");
            ReadHop(reader, ledger);
        }
    }

    private static void ReadHop(LineReader reader, ContactLedger ledger)
    {
        for (int i = 0; i < 2; i++)
        {
            long user = reader.NextWhole("a user's number");
            if (user >= 0)
            {
                ledger.MarkOf(user.ToString(CultureInfo.InvariantCulture), reader);
            }
        }

        _ = reader.NextTime("a time in seconds");
    }
}
