namespace Mesh.Simulator.World.Radio;

/// <summary>How well one node hears another.</summary>
/// <param name="Loss">Share of packets lost above what the radio repeats by itself, 0 to 0.9.</param>
/// <param name="Rate">Bits per second; 0 for no limit.</param>
internal readonly record struct LinkQuality(double Loss, double Rate)
{
    /// <summary>With more lost TCP gives up.</summary>
    public const double LossMax = 0.9;
}
