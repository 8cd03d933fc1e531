namespace Mesh;

/// <summary>RFC 4648 base32 in lower case, without padding: what people read aloud and compare by eye.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>How many characters <paramref name="byteCount"/> bytes take.</summary>
    public static int Length(int byteCount) => ((byteCount * 8) + 4) / 5;

    /// <summary>The base32 text of <paramref name="bytes"/>, cut to <paramref name="characters"/> characters.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, int characters = int.MaxValue)
    {
        int length = Math.Min(Length(bytes.Length), characters);
        Span<char> text = length <= 64 ? stackalloc char[length] : new char[length];
        for (int i = 0; i < length; i++)
        {
            int bit = i * 5;
            int pair = bytes[bit >> 3] << 8;
            if ((bit >> 3) + 1 < bytes.Length)
            {
                pair |= bytes[(bit >> 3) + 1];
            }

            text[i] = Alphabet[(pair >> (11 - (bit & 7))) & 31];
        }

        return new string(text);
    }

    /// <summary>Reads exactly <paramref name="destination"/>'s length in bytes; spaces and hyphens are skipped, upper case is accepted.</summary>
    /// <returns>False for another character, another length, or padding bits that are not zero.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        destination.Clear();
        int bit = 0;
        int bits = destination.Length * 8;
        foreach (char c in text)
        {
            if (c is '-' or ' ')
            {
                continue;
            }

            int value = Alphabet.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (value < 0 || bit >= bits)
            {
                return false;
            }

            for (int i = 4; i >= 0; i--, bit++)
            {
                if ((value >> i & 1) == 0)
                {
                    continue;
                }

                if (bit >= bits)
                {
                    return false;
                }

                destination[bit >> 3] |= (byte)(0x80 >> (bit & 7));
            }
        }

        return bit >= bits;
    }
}
