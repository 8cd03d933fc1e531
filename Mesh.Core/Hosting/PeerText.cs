using System.Text;

namespace Mesh.Hosting;

/// <summary>Text that came from a peer, made fit for a line: without control characters and not over-long. Pure.</summary>
internal static class PeerText
{
    private const int LineBytesMax = 200;

    /// <summary>A name: without C0 and C1 controls, at most <see cref="NodeLimits.NameBytesMax"/> bytes of UTF-8.</summary>
    public static string Name(string text) => Clean(text, NodeLimits.NameBytesMax);

    /// <summary>A reason or another sentence: without C0 and C1 controls, at most 200 bytes of UTF-8.</summary>
    public static string Line(string text) => Clean(text, LineBytesMax);

    private static string Clean(string text, int bytesMax)
    {
        StringBuilder kept = new(Math.Min(text.Length, bytesMax));
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                continue;
            }

            bytes += rune.Utf8SequenceLength;
            if (bytes > bytesMax)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
