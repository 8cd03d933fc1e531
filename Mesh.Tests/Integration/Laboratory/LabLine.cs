using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>One line that a process printed.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="Json">The line as JSON; of kind <see cref="JsonValueKind.Undefined"/> when it is none.</param>
/// <param name="Timestamp">When it arrived, in the ticks of <see cref="Stopwatch"/>.</param>
internal sealed record LabLine(string Text, JsonElement Json, long Timestamp)
{
    /// <summary>The value of the field <c>event</c>, or null.</summary>
    public string? Event => Field("event");

    public static LabLine Parse(string text, long timestamp)
    {
        if (!text.StartsWith('{'))
        {
            return new LabLine(text, default, timestamp);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return new LabLine(text, document.RootElement.Clone(), timestamp);
        }
        catch (JsonException)
        {
            return new LabLine(text, default, timestamp);
        }
    }

    /// <summary>A field as text (a number as its digits), or null where it is missing or null.</summary>
    public string? Field(string name)
    {
        if (Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }

    /// <summary>A field as a whole number; fails the test where it is none.</summary>
    public int Number(string name) => int.TryParse(Field(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new InvalidOperationException($"`{name}` is no number in: {Text}");

    /// <summary>The time from a moment that <see cref="Stopwatch.GetTimestamp"/> gave until this line arrived.</summary>
    public TimeSpan Since(long moment) => Stopwatch.GetElapsedTime(moment, Timestamp);
}
