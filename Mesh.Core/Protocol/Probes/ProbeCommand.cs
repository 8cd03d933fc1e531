namespace Mesh.Protocol.Probes;

/// <summary>A question that the application asks a node.</summary>
/// <param name="Peer">Who is asked; this node itself answers at once.</param>
/// <param name="Subject">What it is asked about.</param>
/// <param name="Id">The subject's identity; the default for none.</param>
internal sealed record ProbeCommand(PeerId Peer, ProbeSubject Subject = ProbeSubject.None, Id128 Id = default);
