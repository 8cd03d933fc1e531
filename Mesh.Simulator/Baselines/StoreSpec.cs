using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Baselines;

/// <summary>How nodes store, carry and forward where a protocol does (epidemic, spray-and-wait).</summary>
internal sealed record StoreSpec
{
    /// <summary>Bytes that a node stores for others.</summary>
    [Field("Bytes of messages that a node stores; what came first goes first. 0: no limit.", Unit = Unit.Bytes, Min = 0, Max = 1_000_000_000_000, Example = "100MB")]
    public long Buffer { get; init; }

    /// <summary>How long a message is carried.</summary>
    [Field("How long a message is carried from its writing on. 0: for ever.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan Lifetime { get; init; }

    /// <summary>Transmission rate of a node, bits per second; one message at a time.</summary>
    [Field("Rate at which a node transmits, one message after the other. 0: as fast as the radio takes it.", Unit = Unit.BitsPerSecond, Min = 0, Max = 1_000_000_000_000, Example = "2Mbit/s")]
    public double Rate { get; init; }

    /// <summary>Copies that the author may spread.</summary>
    [Field("Copies of a message that spray-and-wait spreads.", Min = 1, Max = 10_000)]
    public int Copies { get; init; } = 6;

    /// <summary>Whether nodes tell each other what has arrived.</summary>
    [Field("Whether nodes tell each other which private messages have arrived, and carry those no further.")]
    public bool Immunity { get; init; } = true;
}
