namespace Mesh.Node.Configuration;

/// <summary>
/// A rough guess at how hard a passphrase is to guess. Who hears an announcement can try passphrases at leisure
/// (docs/protocol.md, "Closed networks"), each at the price of a million rounds of PBKDF2.
/// </summary>
internal static class PassphraseStrength
{
    /// <summary>Below this many bits a person is warned: 2^50 tries of a million rounds are out of reach of a rented hall of graphics cards; a guess.</summary>
    public const int BitsMin = 50;

    /// <summary>Bits if each character had been drawn at random from the kinds that occur; people's choices are weaker, so this is an upper bound.</summary>
    public static int BitsAtMost(string passphrase)
    {
        int alphabet = 0;
        alphabet += passphrase.Any(char.IsAsciiDigit) ? 10 : 0;
        alphabet += passphrase.Any(char.IsAsciiLetterLower) ? 26 : 0;
        alphabet += passphrase.Any(char.IsAsciiLetterUpper) ? 26 : 0;
        alphabet += passphrase.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 32 : 0;
        int distinct = passphrase.Distinct().Count();

        // A few characters repeated are no better than their alphabet of themselves.
        return alphabet == 0 ? 0 : (int)(passphrase.Length * Math.Log2(Math.Min(alphabet, Math.Max(distinct * 2, 2))));
    }
}
