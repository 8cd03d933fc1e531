namespace Mesh;

/// <summary>How much is kept and how fast anybody may write (docs/protocol.md, "Parameters").</summary>
public sealed record GossipOptions
{
    /// <summary>Messages a second that one author may write for long, 1 to 1,000,000. Default 20: faster than anybody types, slow enough that a flooder cannot fill a radio.</summary>
    public int AuthorMessagesPerSecond { get; init; } = 20;

    /// <summary>Messages that one author may write at once, 1 to 1,000,000. Default 100.</summary>
    public int AuthorBurst { get; init; } = 100;

    /// <summary>Bytes a second that one author may write for long, 1,024 to 2^30. Default 65,536.</summary>
    public int AuthorBytesPerSecond { get; init; } = 65_536;

    /// <summary>Bytes of recent messages held in memory for late joiners and healed partitions, 1 MiB to 1 GiB. Default 32 MiB.</summary>
    public int HistoryBytesMax { get; init; } = 32 << 20;

    /// <summary>
    /// Events of topics and messages of calls that one node may send a second for long, 1 to 1,000,000; at once as many as in two seconds. Default 20,000:
    /// what two cores sign, check and pass on; less throttles telemetry, more lets one node fill the others' processors.
    /// </summary>
    public int EventsPerSecond { get; init; } = 20_000;

    /// <summary>Bytes a second of events and calls that one node may send for long, 1,024 to 2^30. Default 16 MiB: a busy radio's whole rate several times over.</summary>
    public int EventBytesPerSecond { get; init; } = 16 << 20;

    internal void Validate(List<string> faults)
    {
        Check(faults, nameof(AuthorMessagesPerSecond), AuthorMessagesPerSecond, 1, 1_000_000);
        Check(faults, nameof(AuthorBurst), AuthorBurst, 1, 1_000_000);
        Check(faults, nameof(AuthorBytesPerSecond), AuthorBytesPerSecond, 1_024, 1 << 30);
        Check(faults, nameof(HistoryBytesMax), HistoryBytesMax, 1 << 20, 1 << 30);
        Check(faults, nameof(EventsPerSecond), EventsPerSecond, 1, 1_000_000);
        Check(faults, nameof(EventBytesPerSecond), EventBytesPerSecond, 1_024, 1 << 30);
    }

    private static void Check(List<string> faults, string option, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            faults.Add(FormattableString.Invariant($"{option} {value} is out of range; use {min} to {max}."));
        }
    }
}
