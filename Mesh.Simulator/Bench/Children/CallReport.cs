namespace Mesh.Simulator.Bench.Children;

/// <summary>What calls of a procedure took.</summary>
/// <param name="Seconds">From the first call to the last answer.</param>
/// <param name="LatenciesUs">Microseconds from call to answer, in the order of answers; of as many as a report keeps.</param>
internal sealed record CallReport(double Seconds, IReadOnlyList<double> LatenciesUs);
