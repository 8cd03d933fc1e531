namespace Mesh.Simulator.World;

/// <summary>A place in a local frame, in metres.</summary>
/// <param name="X">East.</param>
/// <param name="Y">North.</param>
/// <param name="Z">Up; 0 on flat ground.</param>
internal readonly record struct Position(double X, double Y, double Z = 0);
