namespace Mesh.Simulator.Faults;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    /// <summary>Processes end, and their links break at both ends; after the fault they start again.</summary>
    Crash,

    /// <summary>The network falls into two parts; links are not told.</summary>
    Partition,

    /// <summary>Nodes go out without a word: nobody is told. After the fault they start again.</summary>
    PowerOff,

    /// <summary>Nodes go and come back all the time.</summary>
    Churn,

    /// <summary>Links go silent without going down.</summary>
    Silence,

    /// <summary>Directions of links stall for a while again and again; what waited then comes at once.</summary>
    Clog,

    /// <summary>Frames of some nodes take longer, each by a time of its own.</summary>
    Delay,

    /// <summary>More packets are lost; TCP repeats them, which delays what follows.</summary>
    Loss,

    /// <summary>Nodes compute slowly.</summary>
    Slow,

    /// <summary>Wall clocks are wrong: they jump at the beginning and back at the end.</summary>
    Clock,

    /// <summary>Single frames are lost, doubled, swapped, cut off or changed, which no link does: for safety only, liveness is not judged.</summary>
    Frames,

    /// <summary>Nodes attack the others.</summary>
    Attack,
}
