using System.Collections;
using System.Globalization;
using System.Text;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios;

/// <summary>Makes the tables of docs/simulator.md that tell every key of a scenario file.</summary>
internal static class ScenarioReference
{
    /// <summary>The tables, with a line feed at the end.</summary>
    public static string Write()
    {
        StringBuilder text = new();
        WriteRecord(text, typeof(Scenario), "");
        return text.ToString();
    }

    private static void WriteRecord(StringBuilder text, Type type, string path)
    {
        IReadOnlyList<ScenarioField> fields = ScenarioField.Of(type);
        object defaults = ScenarioField.New(type);
        text.Append(CultureInfo.InvariantCulture, $"### {(path.Length == 0 ? "The file" : $"`{path}`")}\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (ScenarioField field in fields)
        {
            string kinds = field.For.Count == 0 ? "" : $" Only for {string.Join(", ", field.For)}.";
            string example = field.About.Example.Length == 0 ? "" : $" Example: `{field.About.Example}`.";
            text.Append(CultureInfo.InvariantCulture, $"| `{field.Key}` | {ValueOf(field)} | {DefaultOf(field, field.Property.GetValue(defaults))} | {field.About.About}{kinds}{example} |\n");
        }

        text.Append('\n');
        foreach (ScenarioField field in fields.Where(field => field.IsRecord))
        {
            WriteRecord(text, field.Item, path.Length == 0 ? field.Key : $"{path}.{field.Key}");
        }
    }

    private static string ValueOf(ScenarioField field)
    {
        string range = ValueReader.Range(field.About);
        string one = field.Item switch
        {
            _ when field.IsRecord => "keys",
            _ when field.Item.IsEnum => string.Join(", ", KeyName.All(field.Item).Select(name => $"`{name}`")),
            _ when field.Item == typeof(string) => "text",
            _ when field.Item == typeof(bool) => "`true` or `false`",
            _ when field.Item == typeof(Bounds) => $"{UnitScale.Of(field.About.Unit).Noun} or range{Comma(range)}",
            _ when field.Item == typeof(double) || field.Item == typeof(TimeSpan) => $"{UnitScale.Of(field.About.Unit).Noun}{Comma(range)}",
            _ => $"whole number{Comma(range)}",
        };
        return field.IsList ? $"list: {one}" : one;
    }

    private static string Comma(string range) => range.Length == 0 ? "" : $", {range}";

    private static string DefaultOf(ScenarioField field, object? value)
    {
        if (field.IsRequired)
        {
            return "required";
        }

        UnitScale scale = UnitScale.Of(field.About.Unit);
        return value switch
        {
            null or "" => "",
            string text => $"`{text}`",
            bool isSo => isSo ? "`true`" : "`false`",
            Enum member => $"`{KeyName.Of(member)}`",
            TimeSpan time when time == TimeSpan.Zero => "",
            TimeSpan time => $"`{Tight(scale.Shown(time.TotalSeconds))}`",
            Bounds bounds when bounds.Min.Equals(bounds.Max) => $"`{Tight(scale.Shown(bounds.Min))}`",
            Bounds bounds => $"`{Tight(scale.Shown(bounds.Min))}..{Tight(scale.Shown(bounds.Max))}`",
            double number => $"`{Tight(scale.Shown(number))}`",
            IEnumerable list => string.Join(", ", list.Cast<object>().Select(item => $"`{item}`")),
            IFormattable number when !field.IsRecord => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
            _ => "",
        };
    }

    private static string Tight(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
