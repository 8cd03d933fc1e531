using System.Security.Cryptography;

namespace Mesh.Identity;

/// <summary>Passphrases of closed networks: whoever hears a handshake can guess offline, so they need about 80 bits.</summary>
internal static class Passphrase
{
    /// <summary>Below this a guesser with a rack of machines succeeds in a human lifetime (2^80 guesses at 10^6 rounds each are out of reach).</summary>
    private const int BitsMin = 80;

    private const int GroupCount = 5;
    private const int GroupLetters = 4;
    private const int BitsPerLetter = 5;

    /// <summary>A word that somebody thought of comes from a few thousand: 2^12.</summary>
    private const int BitsPerWord = 12;

    /// <summary>At least so many digits mark a generated passphrase, and tell its groups from words.</summary>
    private const int DigitsMin = 2;

    /// <summary>A new random passphrase: five groups of four base32 letters and digits, over 99 bits, such as "k3fw-7qpa-2mzc-x4dn-hy6t".</summary>
    public static string Generate()
    {
        while (true)
        {
            string letters = Base32.Encode(RandomNumberGenerator.GetBytes(GroupCount * GroupLetters * BitsPerLetter / 8 + 1), GroupCount * GroupLetters);
            if (letters.Count(char.IsAsciiDigit) >= DigitsMin)
            {
                return string.Join('-', letters.Chunk(GroupLetters).Select(group => new string(group)));
            }
        }
    }

    /// <summary>Whether <paramref name="text"/> is likely to have less than 80 bits. An estimate, for a warning: it takes words for words and ignores repeats and sequences.</summary>
    public static bool IsWeak(string text)
    {
        if (IsGenerated(text))
        {
            return false;
        }

        int bits = 0;
        foreach (string token in text.Split([' ', '-', '_', '.', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            int letters = BitsPerLetter * Surprises(token);
            bits += token.All(char.IsLetter) ? Math.Min(BitsPerWord, letters) : letters;
        }

        return bits < BitsMin;
    }

    private static bool IsGenerated(string text)
    {
        string[] groups = text.Split('-');
        return groups.Length == GroupCount
            && groups.All(group => group.Length == GroupLetters)
            && text.Count(char.IsAsciiDigit) >= DigitsMin
            && text.Distinct().Count() > GroupCount
            && groups.All(group => group.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7')));
    }

    /// <summary>Characters that neither repeat their predecessor nor follow it by one up or down.</summary>
    private static int Surprises(string token)
    {
        int count = 0;
        for (int i = 0; i < token.Length; i++)
        {
            count += i == 0 || Math.Abs(token[i] - token[i - 1]) > 1 ? 1 : 0;
        }

        return count;
    }
}
