namespace Mesh.Simulator.World.Radio;

/// <summary>What carries frames.</summary>
internal enum MediumKind
{
    /// <summary>Links that do not disturb each other.</summary>
    Delay,

    /// <summary>One Wi-Fi channel that everybody in carrier-sense range shares.</summary>
    Airtime,

    /// <summary>A switch with a port for each node.</summary>
    Switch,
}
