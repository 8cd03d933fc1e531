namespace Mesh.Node.Doctor.Firewalls;

/// <summary>A rule: what it matches and what it does then.</summary>
/// <param name="Matches">Whether it matches a packet.</param>
/// <param name="Act">What it does.</param>
/// <param name="Target">The chain that it asks, or null.</param>
internal sealed record FilterRule(Func<FilterPacket, FilterTruth> Matches, FilterAct Act, string? Target = null);
