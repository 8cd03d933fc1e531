namespace Mesh.Simulator.Runs;

/// <summary>Is told everything that happens in a run, in order: metrics, oracles, event logs, replays.</summary>
internal interface IRunObserver
{
    /// <summary>Something happened. Must not change the run.</summary>
    void On(in RunEvent happened);
}
