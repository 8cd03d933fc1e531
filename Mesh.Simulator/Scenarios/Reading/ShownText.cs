using System.Text;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A text of a file as it stands in an error message: in quotation marks, on one line, without control characters, not long.</summary>
internal static class ShownText
{
    private const int LengthMax = 80;

    /// <summary>Shows <paramref name="text"/>.</summary>
    public static string Of(string text)
    {
        StringBuilder shown = new("'");
        foreach (char c in text.Length > LengthMax ? text[..LengthMax] : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return shown.Append(text.Length > LengthMax ? "...'" : "'").ToString();
    }
}
