using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Configuration;

namespace Mesh.Node.Wifi;

/// <summary>
/// The network that is to be made. Everybody who types the same name gets the same cell: its BSSID comes from the name, and its channel is fixed, so that two
/// machines that start at once do not make two cells that never meet. Holds a secret: never logged, and its text form leaves it out.
/// </summary>
internal sealed record CellPlan
{
    /// <summary>The longest name of a Wi-Fi network, in bytes (IEEE 802.11, "SSID element").</summary>
    public const int NameBytesMax = 32;

    public const int ChannelUsual = 6;

    private const int ChannelMax = 11;
    private const int PassphraseMin = 8;
    private const int PassphraseMax = 63;

    private CellPlan(string name, int channel, string? passphrase, bool isAccessPoint)
    {
        (Name, Channel, Passphrase, IsAccessPoint) = (name, channel, passphrase, isAccessPoint);
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>Its channel in the band of 2.4 GHz, 1 to 11, which are allowed everywhere.</summary>
    public int Channel { get; }

    /// <summary>Its passphrase; null for an open network.</summary>
    public string? Passphrase { get; }

    /// <summary>Whether this machine is the access point; otherwise all machines are equal.</summary>
    public bool IsAccessPoint { get; }

    /// <summary>The channel in MHz.</summary>
    public int Frequency => 2_407 + (5 * Channel);

    /// <summary>The cell's address, from its name: locally administered, for one machine (IEEE 802, "universal or local").</summary>
    public string Bssid => string.Join(':', SHA256.HashData(Encoding.UTF8.GetBytes("mesh cell " + Name)).Take(5).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)).Prepend("02"));

    /// <summary>The plan as a person gave it.</summary>
    /// <exception cref="ComplaintException">Something given is wrong.</exception>
    public static CellPlan Of(string name, string? channel, string? passphrase, bool isAccessPoint)
    {
        int byteCount = Encoding.UTF8.GetByteCount(name);
        if (byteCount is 0 or > NameBytesMax || name.Any(char.IsControl))
        {
            throw new ComplaintException($"The name '{SettingValue.Shown(name)}' is no name of a Wi-Fi network; use 1 to {NameBytesMax} bytes without control characters.");
        }

        int number = ChannelUsual;
        if (channel is not null && (!int.TryParse(channel, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > ChannelMax))
        {
            throw new ComplaintException($"--channel '{SettingValue.Shown(channel)}' is no channel; use 1 to {ChannelMax}, or leave it out for {ChannelUsual}.");
        }

        return passphrase is not null && (passphrase.Length is < PassphraseMin or > PassphraseMax || passphrase.Any(c => c is < ' ' or > '~'))
            ? throw new ComplaintException($"The passphrase of a Wi-Fi network has {PassphraseMin} to {PassphraseMax} characters of plain ASCII; this one has {passphrase.Length} characters or others among them.")
            : new CellPlan(name, number, passphrase, isAccessPoint);
    }

    public override string ToString() => Name;
}
