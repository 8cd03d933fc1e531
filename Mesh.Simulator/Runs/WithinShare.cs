namespace Mesh.Simulator.Runs;

/// <summary>What share was delivered within a time.</summary>
/// <param name="Seconds">The time allowed; infinite for the whole run is left out.</param>
/// <param name="Share">The share, 0 to 1.</param>
internal sealed record WithinShare(double Seconds, double Share);
