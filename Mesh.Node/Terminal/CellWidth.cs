using System.Globalization;
using System.Text;

namespace Mesh.Node.Terminal;

/// <summary>How many columns a terminal gives a character. Source: UAX #11 (East Asian Width, W and F) and UTS #51 (emoji presentation), Unicode 15.1.</summary>
internal static class CellWidth
{
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;

    /// <summary>First and last code point of each wide range, ascending. Unassigned gaps inside a block are counted in.</summary>
    private static readonly int[] WideRanges =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4C6, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
        0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18D08, 0x1AFF0, 0x1B2FB,
        0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335,
        0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4,
        0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567,
        0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC,
        0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6DF, 0x1F6EB, 0x1F6EF, 0x1F6F4, 0x1F6FF, 0x1F7E0, 0x1F7F0, 0x1F90C, 0x1F93A,
        0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
    ];

    /// <summary>Columns of one grapheme cluster: 0 when nothing of it is visible.</summary>
    public static int Of(ReadOnlySpan<char> grapheme)
    {
        if (grapheme.Length == 1 && grapheme[0] is >= ' ' and <= '~')
        {
            return 1;
        }

        int first = -1;
        int sum = 0;
        bool emoji = false;
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            if (first < 0)
            {
                first = OfRune(rune);
                emoji = IsRegional(rune) && grapheme.Length > rune.Utf16SequenceLength;
            }

            emoji |= rune.Value == EmojiPresentation;
            sum += OfRune(rune);
        }

        return first == 2 || emoji ? 2 : sum;
    }

    /// <summary>Columns of a whole text on one line.</summary>
    public static int OfText(string text)
    {
        int width = 0;
        foreach (Grapheme grapheme in Grapheme.Split(text))
        {
            width += grapheme.Width;
        }

        return width;
    }

    /// <summary>Whether terminals disagree about the cluster's columns (sequences joined to one picture), so that what follows needs a place of its own.</summary>
    public static bool IsDisputed(ReadOnlySpan<char> grapheme)
    {
        if (grapheme.Length < 2)
        {
            return false;
        }

        Rune.DecodeFromUtf16(grapheme, out Rune first, out int length);
        return length < grapheme.Length || first.Value >= 0x1F000 || IsRegional(first);
    }

    /// <summary>Whether the cluster is a picture made of several characters.</summary>
    public static bool IsPicture(ReadOnlySpan<char> grapheme)
    {
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            if (rune.Value is ZeroWidthJoiner or EmojiPresentation or >= 0x1F000)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRegional(Rune rune) => rune.Value is >= 0x1F1E6 and <= 0x1F1FF;

    private static int OfRune(Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        bool unseen = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
        if (unseen || rune.Value is >= 0x1160 and <= 0x11FF)
        {
            return rune.Value == 0x00AD ? 1 : 0;
        }

        return IsWide(rune.Value) ? 2 : 1;
    }

    private static bool IsWide(int value)
    {
        int found = Array.BinarySearch(WideRanges, value);
        return found >= 0 || (~found & 1) == 1;
    }
}
