using System.Collections;
using System.Globalization;
using System.Text;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios;

/// <summary>
/// Writes a scenario as a file that reads back as the same scenario: for a shrunk scenario, and as the text by which a sweep knows a cell.
/// What has its default is left out.
/// </summary>
internal static class ScenarioWriter
{
    /// <summary>Writes it; its name is written without a matrix cell's brackets taking effect again.</summary>
    public static string Write(Scenario scenario)
    {
        StringBuilder text = new();
        WriteRecord(text, scenario, "", "");
        return text.ToString();
    }

    private static void WriteRecord(StringBuilder text, object record, string first, string indent)
    {
        object plain = ScenarioField.New(record.GetType());
        object defaults = record is IPreset preset ? preset.Filled() : plain;
        string before = first;
        bool isWritten = false;
        IReadOnlyList<ScenarioField> fields = ScenarioField.Of(record.GetType());
        string? kind = fields.FirstOrDefault(field => field.Key == "kind" && field.Item.IsEnum)?.Property.GetValue(record) is Enum chosen ? KeyName.Of(chosen) : null;
        foreach (ScenarioField field in fields)
        {
            object? value = field.Property.GetValue(record);
            bool isMeant = field.For.Count == 0 || kind is null || field.For.Contains(kind);
            if (value is null || !isMeant || (!field.IsRequired && (field.Key != "kind" || record is IPreset) && IsSame(value, field.Property.GetValue(field.Key == "preset" ? plain : defaults))))
            {
                continue;
            }

            text.Append(before).Append(field.Key).Append(':');
            WriteValue(text, field, value, indent);
            before = indent;
            isWritten = true;
        }

        if (!isWritten && first.Length > 0)
        {
            text.Append(first).Append("{}\n");
        }
    }

    private static void WriteValue(StringBuilder text, ScenarioField field, object value, string indent)
    {
        if (!field.IsList && field.IsRecord)
        {
            StringBuilder inner = new();
            WriteRecord(inner, value, indent + "  ", indent + "  ");
            text.Append(inner.ToString().Trim() == "{}" ? " {}\n" : $"\n{inner}");
        }
        else if (!field.IsList)
        {
            text.Append(' ').Append(Scalar(field, value)).Append('\n');
        }
        else if (!field.IsRecord)
        {
            text.Append(" [").AppendJoin(", ", ((IEnumerable)value).Cast<object>().Select(item => Scalar(field, item))).Append("]\n");
        }
        else
        {
            text.Append('\n');
            foreach (object item in (IEnumerable)value)
            {
                WriteRecord(text, item, indent + "  - ", indent + "    ");
            }
        }
    }

    private static bool IsSame(object value, object? other) =>
        value is IEnumerable list and not string && other is IEnumerable otherList ? list.Cast<object>().SequenceEqual(otherList.Cast<object>()) : value.Equals(other);

    private static string Scalar(ScenarioField field, object value) => value switch
    {
        string text => FlowText.Scalar(text),
        bool isSo => isSo ? "true" : "false",
        Enum member => KeyName.Of(member),
        TimeSpan time => Time(time),
        Bounds bounds => bounds.Min.Equals(bounds.Max) ? Number(bounds.Min) : $"{Number(bounds.Min)}..{Number(bounds.Max)}",
        double number => Number(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new MeshInvariantException($"No writer for {field.Key} of type {value.GetType().Name}."),
    };

    /// <summary>Without a point between digits that the reader could not take for a decimal: it reads exponents as well.</summary>
    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time)
    {
        long microseconds = time.Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds % 1_000_000 == 0 ? FormattableString.Invariant($"{microseconds / 1_000_000}s") : FormattableString.Invariant($"{microseconds}us");
    }
}
