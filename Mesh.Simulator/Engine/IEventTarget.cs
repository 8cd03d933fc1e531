namespace Mesh.Simulator.Engine;

/// <summary>Who an event is for.</summary>
internal interface IEventTarget
{
    /// <summary>The event's instant has come.</summary>
    void On(in SimulationEvent due);
}
