namespace Mesh.Simulator.Engine;

/// <summary>Something that is going to happen.</summary>
/// <param name="At">When.</param>
/// <param name="Target">Whom it concerns.</param>
/// <param name="Kind">What it is, in the target's own numbering.</param>
/// <param name="Number">A number that belongs to it.</param>
/// <param name="Body">A thing that belongs to it.</param>
internal readonly record struct SimulationEvent(MeshInstant At, IEventTarget Target, int Kind, long Number = 0, object? Body = null);
