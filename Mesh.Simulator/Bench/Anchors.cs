namespace Mesh.Simulator.Bench;

/// <summary>
/// What other programs reached with 256 B payloads on a shared machine with two cores: medians, each measured with the unmodified program.
/// Latencies and rates are good to a factor of two, bytes to 1 %. docs/measurements.md, "Bench", says how they were taken.
/// </summary>
internal static class Anchors
{
    /// <summary>The columns of the systems that relay messages between processes.</summary>
    public static IReadOnlyList<string> SystemColumns { get; } =
        ["one hop p50", "one link msg/s", "chain of 5 p50", "chain of 5 msg/s", "16 nodes p50", "bytes/delivery", "CPU-s/1,000", "burst msg/s", "start to first"];

    /// <summary>The columns of simulators.</summary>
    public static IReadOnlyList<string> SimulatorColumns { get; } = ["nodes", "msg/s", "CPU-s per simulated s", "frames received per CPU-s"];

    /// <summary>Everything that is published.</summary>
    public static IReadOnlyList<Anchor> All { get; } =
    [
        System("flooding over raw .NET WebSockets, no TLS, unsigned", "190 us", "245 k", "0.60 ms", "211 k", "6.2 ms", "1,098", "1.15", "37 k", "337 ms"),
        System("js-libp2p gossipsub, WebSocket", "2,469 us", "1.9 k", "21 ms", "0.7 k", "700 ms", "2,436", "1.85", "107", "1,066 ms"),
        System("zyre.js, full mesh", "589 us", "67 k", "-", "-", "2.3 ms", "377", "0.45", "2.6 k", "202 ms"),
        System("NATS cluster of servers", "398 us", "423 k", "0.89 ms", "140 k", "1.6 ms", "797", "0.33", "36 k", "-"),
        System("SignalR, one server", "467 us", "47 k", "-", "-", "1.7 ms", "522", "0.65", "18 k", "-"),
        System("mosquitto, brokers", "314 us", "27 k", "0.50 ms", "11 k", "0.5 ms", "408", "0.07", "3.7 k", "-"),
        System("ZeroMQ PUB/SUB, C", "180 us", "849 k", "0.55 ms", "136 k", "0.8 ms", "1,544", "0.20", "28 k", "-"),
        System("hyperswarm", "360 us", "126 k", "-", "-", "1.0 ms", "381", "-", "6 k", "191 ms"),
        Simulator("ns-3.37, 802.11b, UDP broadcast", "100", "1", "0.042-0.062", "20-30 k"),
        Simulator("ns-3.37, 802.11b, UDP broadcast", "100", "10", "0.43-0.46", "28-29 k"),
        Simulator("ns-3.37, 802.11b, UDP broadcast", "1,000", "1", "1.38-1.84", "7-8 k"),
    ];

    private static Anchor System(string name, params string[] figures) => new(BenchPart.Mesh, name, figures);

    private static Anchor Simulator(string name, params string[] figures) => new(BenchPart.Simulator, name, figures);
}
