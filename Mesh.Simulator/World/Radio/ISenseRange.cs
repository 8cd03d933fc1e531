namespace Mesh.Simulator.World.Radio;

/// <summary>Who keeps silent while somebody sends.</summary>
internal interface ISenseRange
{
    /// <summary>The nodes that sense the sender, without itself. Good until the next call.</summary>
    IReadOnlyList<int> Around(int sender, MeshInstant now);
}
