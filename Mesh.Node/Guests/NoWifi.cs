namespace Mesh.Node.Guests;

/// <summary>For systems that are not asked about their Wi-Fi.</summary>
internal sealed class NoWifi : IWifiFinder
{
    /// <inheritdoc/>
    public Task<WifiNetwork?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<WifiNetwork?>(null);
}
