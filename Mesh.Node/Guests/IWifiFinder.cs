namespace Mesh.Node.Guests;

/// <summary>Knows the Wi-Fi network of this machine, as far as the system tells.</summary>
internal interface IWifiFinder
{
    /// <summary>The network whose password is known or not needed; null when there is none, or the system does not tell soon. Never fails but by cancellation.</summary>
    Task<WifiNetwork?> FindAsync(CancellationToken cancellationToken);
}
