using System.Globalization;
using System.Text;

namespace Mesh.Discovery.Mdns;

/// <summary>The instance label of DNS-SD (RFC 6763 section 4.1.1): what a person called the node, fit for the wire, and what another's label says to a person.</summary>
internal static class InstanceLabel
{
    private const string Nameless = "mesh node";

    /// <summary>Cleans a name, cuts it to 63 bytes of UTF-8 at a character's border, and keeps room for <paramref name="suffix"/>, which follows it.</summary>
    public static string Of(string name, string suffix)
    {
        string clean = Clean(name);
        int room = DnsName.LabelBytesMax - Encoding.UTF8.GetByteCount(suffix);
        var label = new StringBuilder();
        foreach (Rune rune in (clean.Length == 0 ? Nameless : clean).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            label.Append(rune);
        }

        return label.Append(suffix).ToString();
    }

    /// <summary>Text without control and format characters, so that neither a terminal nor the direction of writing can be tricked by it.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }
}
