using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Mesh.Node.Metrics;

/// <summary>Which instruments are told: all of this node's, and of the runtime what costs nothing to ask for and says how the process does.</summary>
internal static class ShownInstruments
{
    /// <summary>The meter of the runtime.</summary>
    public const string RuntimeMeter = "System.Runtime";

    /// <summary>What is told of the runtime.</summary>
    public static readonly IReadOnlyList<string> OfRuntime =
    [
        "dotnet.process.cpu.time",
        "dotnet.process.memory.working_set",
        "dotnet.gc.collections",
        "dotnet.gc.heap.total_allocated",
        "dotnet.gc.last_collection.memory.committed_size",
        "dotnet.gc.pause.time",
        "dotnet.monitor.lock_contentions",
        "dotnet.thread_pool.work_item.count",
        "dotnet.exceptions",
    ];

    /// <summary>How an instrument is told; null for as it is.</summary>
    public static MetricStreamConfiguration? View(Instrument instrument, NodeMeters meters)
    {
        bool isShown = instrument.Meter.Name == RuntimeMeter ? OfRuntime.Contains(instrument.Name) : meters.Made(instrument.Meter);
        return isShown ? null : MetricStreamConfiguration.Drop;
    }
}
