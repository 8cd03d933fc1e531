namespace Mesh.Protocol.Probes;

/// <summary>A node on a walk.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Link">Smoothed round trip of the link to it as the node before measured it; null when not told.</param>
/// <param name="Outcome">How its probe ended; the last one where it was asked twice.</param>
internal sealed record WalkStep(PeerId Peer, TimeSpan? Link, ProbeOutcome Outcome);
