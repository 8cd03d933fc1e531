using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Runs;

/// <summary>Is told everything that happens in a run, in order: metrics, oracles, event logs, replays.</summary>
internal interface IRunObserver
{
    /// <summary>The run is going to begin in this world, with these messages. Called once, before anything happens.</summary>
    void Begin(Scene scene, WorkloadPlan plan)
    {
        // Most observers need no more than the events.
    }

    /// <summary>Something happened. Must not change the run.</summary>
    void On(in RunEvent happened);
}
