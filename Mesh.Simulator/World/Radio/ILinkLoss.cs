namespace Mesh.Simulator.World.Radio;

/// <summary>How many of the packets that one node sends another are lost.</summary>
internal interface ILinkLoss
{
    /// <summary>The share, 0 to just under 1, above what the radio repeats by itself.</summary>
    double Of(int from, int to, MeshInstant now);

    /// <summary>How long an answer holds; null for ever.</summary>
    TimeSpan? HoldsFor { get; }
}
