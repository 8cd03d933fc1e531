namespace Mesh.Simulator.World.Radio;

/// <summary>Radio models.</summary>
internal enum RadioKind
{
    /// <summary>Everybody within the range hears, nobody beyond.</summary>
    Disk,
}
