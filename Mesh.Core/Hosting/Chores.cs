using Mesh.Diagnostics;

namespace Mesh.Hosting;

/// <summary>What is done every second beside the protocol. Belongs to the pump.</summary>
internal sealed class Chores
{
    private readonly MachineDriver _machine;
    private readonly AloneWatch _alone;
    private readonly NeighbourBook _neighbours;
    private readonly PeerMemory _memory;
    private readonly RunningTasks _tasks;
    private readonly MeshMetrics _metrics;
    private MeshInstant _nextSave;

    public Chores(MachineDriver machine, AloneWatch alone, NeighbourBook neighbours, PeerMemory memory, RunningTasks tasks, MeshMetrics metrics)
    {
        _machine = machine;
        _alone = alone;
        _neighbours = neighbours;
        _memory = memory;
        _tasks = tasks;
        _metrics = metrics;
    }

    /// <summary>What the node holds now.</summary>
    public required Func<NodeLevels> Levels { get; init; }

    /// <summary>Bytes that came and left on a link.</summary>
    public required Func<LinkId, (long Received, long Sent)> Traffic { get; init; }

    /// <summary>Called to have the node's figures taken.</summary>
    public required Action Counted { get; init; }

    public void Tick(MeshInstant now)
    {
        _alone.Tick(now);
        _neighbours.Measure(Measure, Traffic);
        Counted();
        _metrics.Holds(Levels());
        if (_memory.IsDirty && now >= _nextSave)
        {
            _nextSave = now + NodeLimits.MemoryInterval;
            _tasks.Start(_memory.SaveAsync);
        }
    }

    private TimeSpan? Measure(LinkId link)
    {
        TimeSpan? time = _machine.RoundTrip(link);
        if (time is TimeSpan measured)
        {
            _metrics.RoundTrip(measured);
        }

        return time;
    }
}
