using System.Globalization;

namespace Mesh.Simulator;

/// <summary>How a <see cref="SimulatedMesh"/> is set up. Immutable; <see cref="Validate"/> names every fault at once.</summary>
public sealed record SimulatedMeshOptions
{
    /// <summary>Most nodes of one mesh: each is a whole node with its own keys and queues.</summary>
    public const int NodesMax = 200;

    /// <summary>How many nodes, 1 to <see cref="NodesMax"/>. Default 2.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>Seed of every choice. The same seed and the same test give the same run. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Who reaches whom at first. Default everybody everybody.</summary>
    public SimulatedTopology Topology { get; init; } = SimulatedTopology.Full;

    /// <summary>Least time of a frame under way, 0 to 10 s. Default 2 ms, as on one Wi-Fi hop.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>What may come on top of the delay, drawn for each frame, 0 to 10 s; frames of one link still keep their order. Default 1 ms.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Share of segments lost on the way, 0 to 0.9. A link repeats them after 200 ms and then twice as long each time, so loss shows as delay. Default 0.</summary>
    public double Loss { get; init; }

    /// <summary>Virtual time after which a test that has not ended fails, over 0 to 365 days. Default one hour.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The options of each node, by number. Default: "node-0", "node-1" and so on. The clock, the discovery and the port are the simulation's;
    /// a data folder is not possible.
    /// </summary>
    public Func<int, MeshOptions> NodeOptions { get; init; } = DefaultOptions;

    /// <summary>Every fault of these options, each one sentence that names the option, the value and the mend; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        CultureInfo plain = CultureInfo.InvariantCulture;
        if (Nodes is < 1 or > NodesMax)
        {
            faults.Add(string.Create(plain, $"Nodes {Nodes} is out of range; use 1 to {NodesMax}. For more, mesh-sim runs the protocol alone."));
        }

        if (!Enum.IsDefined(Topology))
        {
            faults.Add(string.Create(plain, $"Topology {(int)Topology} is none; use one of {string.Join(", ", Enum.GetNames<SimulatedTopology>())}."));
        }

        CheckTime(faults, nameof(Delay), Delay);
        CheckTime(faults, nameof(Jitter), Jitter);
        if (!(Loss is >= 0 and <= 0.9))
        {
            faults.Add(string.Create(plain, $"Loss {Loss} is out of range; use a share from 0 to 0.9."));
        }

        if (TimeLimit <= TimeSpan.Zero || TimeLimit > TimeSpan.FromDays(365))
        {
            faults.Add(string.Create(plain, $"TimeLimit {TimeLimit} is out of range; use more than no time and at most 365 days."));
        }

        return faults;
    }

    private static MeshOptions DefaultOptions(int number) => new() { Name = FormattableString.Invariant($"node-{number}") };

    private static void CheckTime(List<string> faults, string option, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value > TimeSpan.FromSeconds(10))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{option} {value} is out of range; use 0 to 10 seconds."));
        }
    }
}
