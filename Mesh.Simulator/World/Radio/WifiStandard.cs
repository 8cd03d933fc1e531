namespace Mesh.Simulator.World.Radio;

/// <summary>Generations of Wi-Fi, for what a frame costs beside its bytes.</summary>
internal enum WifiStandard
{
    /// <summary>802.11b, long preamble.</summary>
    B,

    /// <summary>802.11g without older stations.</summary>
    G,

    /// <summary>802.11n at 20 MHz and one stream, without aggregation.</summary>
    N,
}
