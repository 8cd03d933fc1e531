using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>Who hears whom, how fast, with what loss.</summary>
internal sealed record RadioSpec
{
    /// <summary>The model.</summary>
    [Field("The radio model; a graph without places has a plain one.")]
    public RadioKind Kind { get; init; } = RadioKind.Disk;

    /// <summary>Range of the disk, metres.</summary>
    [Field("How far the radio reaches.", Unit = Unit.Metres, Min = 0.1, Max = 1_000_000, For = "disk")]
    public double Range { get; init; } = 250;

    /// <summary>Time under way without queueing, seconds.</summary>
    [Field("Time of a frame under way, fixed or a range.", Unit = Unit.Seconds, Min = 0, Max = 60, Example = "1ms..3ms")]
    public Bounds Delay { get; init; } = new(0.002, 0.0022);

    /// <summary>Share of packets lost, each of which delays what follows.</summary>
    [Field("Share of packets lost; TCP repeats them, which delays what follows.", Unit = Unit.Share, Min = 0, Max = 0.9, Example = "2%")]
    public double Loss { get; init; }

    /// <summary>Bits per second.</summary>
    [Field("Rate of each direction of a link; 0 for no limit.", Unit = Unit.BitsPerSecond, Min = 0, Max = 1e12, Example = "11 Mbit/s")]
    public double Rate { get; init; }
}
