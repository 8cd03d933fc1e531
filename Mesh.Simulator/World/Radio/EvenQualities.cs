namespace Mesh.Simulator.World.Radio;

/// <summary>The same on every link, both ways.</summary>
internal sealed class EvenQualities(double loss, double rate) : ILinkQualities
{
    /// <inheritdoc/>
    public TimeSpan? HoldsFor => null;

    /// <inheritdoc/>
    public LinkQuality Of(int from, int to, MeshInstant now) => new(loss, rate);
}
