using System.Globalization;

namespace Mesh.Node.Wifi;

/// <summary>A Wi-Fi Direct group that this machine is in.</summary>
/// <param name="Interface">The network interface that carries it.</param>
/// <param name="IsOwner">Whether this machine owns it.</param>
/// <param name="Ssid">Its network name, such as DIRECT-ab.</param>
/// <param name="Frequency">Its channel in MHz; 0 when it was not told.</param>
/// <param name="Owner">The device address of its owner.</param>
internal sealed record P2pGroup(string Interface, bool IsOwner, string Ssid, int Frequency, string Owner)
{
    /// <summary>The group that an event tells the start of; null when it tells of something else.</summary>
    public static P2pGroup? Of(WpaEvent told) => told.Name == "P2P-GROUP-STARTED" && told.Words is [var on, var role, ..]
        ? new P2pGroup(
            on,
            role == "GO",
            WpaText.Unescape(told.Value("ssid") ?? string.Empty),
            int.TryParse(told.Value("freq"), NumberStyles.None, CultureInfo.InvariantCulture, out int frequency) ? frequency : 0,
            told.Value("go_dev_addr") ?? string.Empty)
        : null;
}
