namespace Mesh.Simulator.World.Contacts;

/// <summary>Everybody within one range.</summary>
/// <param name="range">The range, metres.</param>
internal sealed class DiskReach(double range) : IReach
{
    /// <inheritdoc/>
    public double Max => range;

    /// <inheritdoc/>
    public double Between(int a, int b) => range;
}
