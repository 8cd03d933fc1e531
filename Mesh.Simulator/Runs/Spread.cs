namespace Mesh.Simulator.Runs;

/// <summary>How a figure is spread over many cases; zeros when there was none.</summary>
internal sealed record Spread(double P50, double P90, double P99, double Max, double Mean);
