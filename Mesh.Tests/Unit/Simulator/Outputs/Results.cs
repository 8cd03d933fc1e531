using Mesh.Simulator.Runs;

namespace Mesh.Tests.Unit.Simulator.Outputs;

/// <summary>Results made by hand.</summary>
internal static class Results
{
    public static RunResult One(ulong seed = 1, string scenario = "lan", string protocol = "flood", double delivery = 1, double latency = 20) => new()
    {
        Scenario = scenario,
        Protocol = protocol,
        Seed = seed,
        Nodes = 11,
        TraceHash = "00ff",
        SimulatedSeconds = 60,
        CpuSeconds = 0.25,
        Events = 1000,
        FramesReceived = 500,
        BytesSent = 70_000,
        Sent = 50,
        Delivery = delivery,
        DeliveryWithin = [new WithinShare(0.1, 0.9)],
        LatencyMs = new Spread(latency / 2, latency * 0.75, latency, latency * 2, latency / 2),
        Stretch = new Spread(1, 2, 3, 4, 1.5),
        Hops = new Spread(2, 3, 4, 5, 2.5),
        Rmr = 6.5,
        Ldh = 4,
        BytesPerDelivery = 1200,
        Usefulness = 0.2,
        Checks = ["at-most-once", "delivery >= 1"],
    };

    public static RunResult Failed(ulong seed = 1) => One(seed) with { Failures = [new RunFailure("delivery >= 1", "delivery is 0.5, expected at least 1.", "mesh-sim run lan --seed 1")] };
}
