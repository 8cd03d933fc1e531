using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Mesh.Tests.Properties.Wire;

/// <summary>All public properties of a value as text, down to the numbers: equality that looks into arrays and memory.</summary>
internal static class Shape
{
    public static string Of(object? value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string characters:
                text.Append('"').Append(characters).Append('"');
                break;
            case ReadOnlyMemory<byte> bytes:
                text.Append('x').Append(Convert.ToHexStringLower(bytes.Span));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case IFormattable number when value.GetType().IsPrimitive || value is Enum:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                text.Append(flag);
                break;
            default:
                text.Append('{');
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    text.Append(property.Name).Append('=');
                    Append(text, property.GetValue(value));
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }
}
