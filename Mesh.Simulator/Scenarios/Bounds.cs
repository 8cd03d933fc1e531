namespace Mesh.Simulator.Scenarios;

/// <summary>A value that is drawn evenly between two, or one fixed value: <c>1..20 m/s</c> or <c>5 m/s</c> in a file.</summary>
internal readonly record struct Bounds(double Min, double Max);
