using Mesh.Node.Codes;

namespace Mesh.Node.Guests;

/// <summary>The Wi-Fi network that this machine is in or offers. Holds a secret: never logged, and its text form leaves it out.</summary>
/// <param name="Ssid">The network's name.</param>
/// <param name="Password">Its password; null for an open network.</param>
/// <param name="IsHidden">Whether it does not tell its name.</param>
internal sealed record WifiNetwork(string Ssid, string? Password, bool IsHidden)
{
    /// <summary>The code that lets a phone join.</summary>
    public QrCode Code() => QrCode.Of(WifiCode.Of(Ssid, Password, IsHidden));

    public override string ToString() => Ssid;
}
