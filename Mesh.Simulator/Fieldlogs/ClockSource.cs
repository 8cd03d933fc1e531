namespace Mesh.Simulator.Fieldlogs;

/// <summary>By what the clock of a recording was brought to the others'.</summary>
internal enum ClockSource
{
    /// <summary>It is the one that the others were brought to.</summary>
    Reference,

    /// <summary>Links that both ends saw come up.</summary>
    Links,

    /// <summary>Messages that both nodes had.</summary>
    Messages,

    /// <summary>The clock that nobody sets, of one machine.</summary>
    Monotonic,

    /// <summary>The wall clock, for there was nothing in common.</summary>
    Wall,
}
