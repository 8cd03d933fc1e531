namespace Mesh.Simulator.World.Radio;

/// <summary>The same loss on every link, both ways.</summary>
internal sealed class EvenLoss(double share) : ILinkLoss
{
    /// <inheritdoc/>
    public TimeSpan? HoldsFor => null;

    /// <inheritdoc/>
    public double Of(int from, int to, MeshInstant now) => share;
}
