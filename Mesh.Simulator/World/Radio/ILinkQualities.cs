namespace Mesh.Simulator.World.Radio;

/// <summary>How well each node hears each other.</summary>
internal interface ILinkQualities
{
    /// <summary>How well <paramref name="to"/> hears <paramref name="from"/>.</summary>
    LinkQuality Of(int from, int to, MeshInstant now);

    /// <summary>How long an answer holds; null for ever.</summary>
    TimeSpan? HoldsFor { get; }
}
