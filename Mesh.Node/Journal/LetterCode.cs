namespace Mesh.Node.Journal;

/// <summary>Bytes as small letters and digits that are hard to mistake, five bits each (RFC 4648, base32, without padding).</summary>
internal static class LetterCode
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int BitsPerLetter = 5;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        char[] letters = new char[((bytes.Length * 8) + BitsPerLetter - 1) / BitsPerLetter];
        for (int i = 0; i < letters.Length; i++)
        {
            int value = 0;
            for (int bit = i * BitsPerLetter; bit < (i + 1) * BitsPerLetter; bit++)
            {
                value = (value << 1) | (bit / 8 < bytes.Length ? (bytes[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
            }

            letters[i] = Alphabet[value];
        }

        return new string(letters);
    }
}
