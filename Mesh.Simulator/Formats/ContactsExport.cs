using System.Text;
using System.Text.Json;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes the project's own contact list; the same beginning has the JSON of <c>mesh-sim stats</c>.</summary>
internal static class ContactsExport
{
    /// <summary>The contacts, as a file of its own.</summary>
    public static void Write(Imported imported, TextWriter output)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            WriteMembers(imported, json);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    /// <summary>The members inside the present object. Seconds are exact to the microsecond.</summary>
    public static void WriteMembers(Imported imported, Utf8JsonWriter json)
    {
        json.WriteNumber("nodes", imported.Nodes);
        json.WriteStartArray("contacts");
        foreach (Contact contact in imported.Contacts?.Contacts ?? [])
        {
            json.WriteStartArray();
            json.WriteNumberValue(contact.A);
            json.WriteNumberValue(contact.B);
            json.WriteNumberValue(FileTime.Seconds(contact.Up.Microseconds));
            json.WriteNumberValue(FileTime.Seconds(contact.Down.Microseconds));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("durationSeconds", FileTime.Seconds(imported.Until.Microseconds - imported.From.Microseconds));
        json.WriteNumber("startSeconds", FileTime.Seconds(imported.From.Microseconds));
        json.WriteNumber("endSeconds", FileTime.Seconds(imported.Until.Microseconds));
        json.WriteNumber("originSeconds", imported.Origin);
        json.WriteNumber("contactsRaw", imported.ContactsRaw);
        json.WriteStartArray("names");
        foreach (string name in imported.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
