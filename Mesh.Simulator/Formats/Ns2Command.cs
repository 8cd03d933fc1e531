namespace Mesh.Simulator.Formats;

/// <summary>What an ns-2 movement file does with a node.</summary>
internal enum Ns2Command
{
    /// <summary>Head for a place at a speed.</summary>
    Head,

    /// <summary>Jump to x.</summary>
    SetX,

    /// <summary>Jump to y.</summary>
    SetY,

    /// <summary>Jump to z.</summary>
    SetZ,

    /// <summary>Enter the network.</summary>
    SwitchOn,

    /// <summary>Leave the network.</summary>
    SwitchOff,
}
