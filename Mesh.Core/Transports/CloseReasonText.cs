using System.Text;

namespace Mesh.Transports;

/// <summary>The reason that a side gives when it closes or refuses: one short line.</summary>
internal static class CloseReasonText
{
    /// <summary>The longest beginning of <paramref name="text"/> that fits 120 bytes of UTF-8 and cuts no character.</summary>
    public static string Cut(string text)
    {
        int bytes = 0;
        int characters = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LinkLimits.CloseReasonBytesMax)
            {
                break;
            }

            characters += rune.Utf16SequenceLength;
        }

        return text[..characters];
    }

    /// <summary>What a peer gave as reason, cut, and without the control characters that could play tricks in a log or a terminal.</summary>
    public static string Clean(string? text) =>
        string.IsNullOrEmpty(text) ? "" : Cut(string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Select(rune => rune.ToString())));
}
