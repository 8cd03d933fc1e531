namespace Mesh.Simulator.World.Radio;

/// <summary>Radio models.</summary>
internal enum RadioKind
{
    /// <summary>Everybody within the range hears, nobody beyond.</summary>
    Disk,

    /// <summary>Path loss that grows with the logarithm of the distance, with shadowing that is constant for each pair.</summary>
    LogDistance,

    /// <summary>Friis near by, beyond the crossing distance with the ray that the ground reflects.</summary>
    TwoRay,

    /// <summary>Friis everywhere, as between aircraft in sight of each other.</summary>
    FreeSpace,

    /// <summary>Wired or access-point segments: everybody in a segment hears everybody, whatever the place.</summary>
    Lan,

    /// <summary>Wi-Fi Direct groups: an owner and its clients, who hear the owner alone.</summary>
    WifiDirect,
}
