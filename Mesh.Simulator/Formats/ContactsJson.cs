using System.Globalization;
using System.Text.Json;

namespace Mesh.Simulator.Formats;

/// <summary>
/// The project's own contact list, as <c>mesh-sim stats --json</c> writes it: <c>{"nodes":N,"contacts":[[a,b,up,down],...],"durationSeconds":S}</c>,
/// seconds with up to six decimals.
/// </summary>
internal static class ContactsJson
{
    private const string Whole = "an object with 'nodes' and 'contacts'";

    /// <summary>Reads a file; nodes are called by their numbers unless it has <c>names</c>.</summary>
    public static Imported Read(FormatSource source) => new JsonPlace(source.Name, source.ReadWhole()).Read(json =>
    {
        Utf8JsonReader reader = json.Open(Whole);
        int? nodes = null;
        long? end = null;
        List<World.Contact> contacts = [];
        while (json.NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "nodes":
                    nodes = json.NextWhole(ref reader, FormattableString.Invariant($"how many nodes, 1 to {FormatLimits.NodesMax}"), 1, FormatLimits.NodesMax);
                    break;
                case "endSeconds":
                    end = json.NextTime(ref reader, "the end in seconds");
                    break;
                case "contacts":
                    json.Expect(ref reader, JsonTokenType.StartArray, "an array of contacts");
                    ReadContacts(json, ref reader, contacts);
                    break;
                default:
                    json.Skip(ref reader);
                    break;
            }
        }

        if (nodes is not { } count || contacts.Exists(contact => contact.B >= count))
        {
            throw json.Fault(ref reader, "'nodes' to be greater than every number in 'contacts'");
        }

        MeshInstant last = contacts.Aggregate(new MeshInstant(end ?? 0), (latest, contact) => latest < contact.Down ? contact.Down : latest);
        return new Imported
        {
            Names = [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))],
            From = contacts.Count == 0 ? MeshInstant.Zero : contacts.Min(contact => contact.Up),
            Until = last,
            Contacts = new World.ContactPlan(count, last - MeshInstant.Zero, contacts),
            ContactsRaw = contacts.Count,
        };
    });

    private static void ReadContacts(JsonPlace json, ref Utf8JsonReader reader, List<World.Contact> contacts)
    {
        const string Expected = "a contact [a, b, up, down]";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray || contacts.Count == FormatLimits.RecordsMax)
            {
                throw json.Fault(ref reader, Expected);
            }

            int a = json.NextWhole(ref reader, "a node's number", 0, FormatLimits.NodesMax - 1);
            int b = json.NextWhole(ref reader, "another node's number", 0, FormatLimits.NodesMax - 1);
            long up = json.NextTime(ref reader, "the beginning in seconds");
            long down = json.NextTime(ref reader, "the end in seconds");
            if (a == b || up < 0 || down < up)
            {
                throw json.Fault(ref reader, Expected + " between two nodes, from 0 s on, that does not end before it begins");
            }

            json.Expect(ref reader, JsonTokenType.EndArray, "the end of the contact");
            contacts.Add(new World.Contact(Math.Min(a, b), Math.Max(a, b), new MeshInstant(up), new MeshInstant(down)));
        }
    }
}
