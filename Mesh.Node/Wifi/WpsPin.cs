using System.Globalization;
using System.Security.Cryptography;

namespace Mesh.Node.Wifi;

/// <summary>A PIN of Wi-Fi Simple Configuration: seven digits and their checksum. Pure but for chance.</summary>
internal static class WpsPin
{
    private const int BodyMax = 10_000_000;

    /// <summary>A new one.</summary>
    public static string Random()
    {
        int body = RandomNumberGenerator.GetInt32(BodyMax);
        return string.Create(CultureInfo.InvariantCulture, $"{body:D7}{Checksum(body)}");
    }

    /// <summary>Whether a text is a PIN: eight digits of which the last is right.</summary>
    public static bool IsRight(string text) =>
        text.Length == 8 && text.All(char.IsAsciiDigit) && text[^1] - '0' == Checksum(int.Parse(text[..7], CultureInfo.InvariantCulture));

    /// <summary>The weights of the digits are 3 and 1 in turn, from the last one (Wi-Fi Simple Configuration, "PIN checksum").</summary>
    private static int Checksum(int body)
    {
        int sum = 0;
        for (int weight = 3; body > 0; body /= 10, weight = 4 - weight)
        {
            sum += weight * (body % 10);
        }

        return (10 - (sum % 10)) % 10;
    }
}
