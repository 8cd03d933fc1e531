using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Workloads;

/// <summary>What is written, by whom and when.</summary>
internal sealed record WorkloadSpec
{
    /// <summary>Its pattern.</summary>
    [Field("The pattern of senders.")]
    public WorkloadKind Kind { get; init; } = WorkloadKind.Random;

    /// <summary>Messages a second, over all nodes.</summary>
    [Field("Messages a second, over all nodes.", Unit = Unit.PerSecond, Min = 0.000_001, Max = 1_000_000, Example = "1/s", For = "random,one-sender,zipf-rooms,private")]
    public double Rate { get; init; } = 1;

    /// <summary>Bytes of a message's body.</summary>
    [Field("Bytes of a body, fixed or a range; a replay takes it where the file does not say.", Unit = Unit.Bytes, Min = 16, Max = 65_000, Example = "200B")]
    public Bounds Size { get; init; } = new(200, 200);

    /// <summary>First message.</summary>
    [Field("When the first message is written; a replay leaves earlier ones out.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan From { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No message from then on; zero for the run's end less two seconds.</summary>
    [Field("No message is written from then on; left out: two seconds before the end.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan Until { get; init; }

    /// <summary>Messages of a burst.</summary>
    [Field("Messages of a burst.", Min = 1, Max = 10_000, For = "burst")]
    public int Count { get; init; } = 10;

    /// <summary>From one burst, or one message of all, to the next; zero for once only.</summary>
    [Field("Time from one burst, or one message of everybody, to the next; 0 for once only.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000, For = "burst,all-at-once")]
    public TimeSpan Every { get; init; }

    /// <summary>Who writes, by number; -1 to have the seed draw: one node, or one for each burst.</summary>
    [Field("Who writes, by number; -1: drawn by the seed, for each burst anew.", Min = -1, Max = 99_999, For = "burst,one-sender")]
    public int Sender { get; init; } = -1;

    /// <summary>How many rooms there are.</summary>
    [Field("How many rooms there are; room k has a k-th of all nodes, two at least, and gets messages in proportion to 1/k.", Min = 1, Max = 10_000, For = "zipf-rooms")]
    public int Rooms { get; init; } = 20;

    /// <summary>The file of messages.</summary>
    [Field("A file of messages, relative to the scenario file: ONE events or a SIGCOMM09 log.", For = "replay")]
    public string File { get; init; } = "";

    /// <summary>The file's format; empty to tell it by name and contents.</summary>
    [Field("The file's format; left out: told by name and contents.", For = "replay")]
    public string Format { get; init; } = "";
}
