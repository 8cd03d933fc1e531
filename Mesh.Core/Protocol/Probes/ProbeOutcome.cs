namespace Mesh.Protocol.Probes;

/// <summary>How a probe of the application ended.</summary>
/// <param name="End">How.</param>
/// <param name="At">When.</param>
/// <param name="Echo">The answer; null when there is none.</param>
/// <param name="RoundTrip">From the moment at which the signed probe left to that at which the verified answer was there.</param>
internal sealed record ProbeOutcome(ProbeEnd End, MeshInstant At, EchoBody? Echo = null, TimeSpan RoundTrip = default);
