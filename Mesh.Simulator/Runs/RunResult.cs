namespace Mesh.Simulator.Runs;

/// <summary>What a run gave. The names, in camel case, are the fields of the JSON output and the columns of the CSV.</summary>
internal sealed record RunResult
{
    /// <summary>The scenario's name, with the matrix cell behind it where there is one.</summary>
    public required string Scenario { get; init; }

    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>SHA-256 over everything that happened; the same for the same seed on every machine.</summary>
    public required string TraceHash { get; init; }

    /// <summary>Simulated time.</summary>
    public required double SimulatedSeconds { get; init; }

    /// <summary>Computing time of the run's thread; for people, no verdict depends on it.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Events taken from the queue.</summary>
    public long Events { get; init; }

    /// <summary>Frames that arrived.</summary>
    public long FramesReceived { get; init; }

    /// <summary>Bytes of all frames that were sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Messages written.</summary>
    public int Sent { get; init; }

    /// <summary>Share of (message, node that should get it) pairs that were delivered; the writer not counted.</summary>
    public double Delivery { get; init; }

    /// <summary>Share of the same pairs that the contacts allowed at all (zero-time oracle), whoever was switched off; see <see cref="BoundFigures"/> for when it is a sample.</summary>
    public double OracleDelivery { get; init; }

    /// <summary>Share of the pairs delivered within so many seconds.</summary>
    public IReadOnlyList<WithinShare> DeliveryWithin { get; init; } = [];

    /// <summary>Milliseconds from writing to showing.</summary>
    public required Spread LatencyMs { get; init; }

    /// <summary>
    /// Time to deliver, divided by the least possible over the same contacts when each hop takes the radio's least delay; of a sample of messages when there
    /// are many (<see cref="BoundFigures"/>).
    /// </summary>
    public required Spread Stretch { get; init; }

    /// <summary>Hops of deliveries.</summary>
    public required Spread Hops { get; init; }

    /// <summary>Relative message redundancy: payload copies received per node reached beyond the writer, minus one (Leitao 2007).</summary>
    public double Rmr { get; init; }

    /// <summary>Last delivery hop: hops of each message's last delivery, mean over messages.</summary>
    public double Ldh { get; init; }

    /// <summary>Bytes sent, all included, per delivery.</summary>
    public double BytesPerDelivery { get; init; }

    /// <summary>New payloads among all payload copies received.</summary>
    public double Usefulness { get; init; }

    /// <summary>Payload copies received that were no delivery, per delivery: the overhead ratio of delay-tolerant networking.</summary>
    public double OverheadRatio { get; init; }

    /// <summary>Share of the run's time in which a channel was busy, mean over channels; 0 where airtime is not shared.</summary>
    public double AirtimeShare { get; init; }

    /// <summary>How unevenly bytes sent are spread over nodes: Gini coefficient, 0 even.</summary>
    public double LoadGini { get; init; }

    /// <summary>Most parts into which the contacts fell at a time, at 200 evenly spaced instants.</summary>
    public int PartitionsMax { get; init; }

    /// <summary>What was checked, by name: oracles, and the texts of expectations.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>What did not hold; empty when all did.</summary>
    public IReadOnlyList<RunFailure> Failures { get; init; } = [];
}
