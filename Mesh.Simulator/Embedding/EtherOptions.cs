namespace Mesh.Simulator.Embedding;

/// <summary>How frames travel.</summary>
/// <param name="Seed">Seed of every draw.</param>
/// <param name="Delay">Least time of a frame under way.</param>
/// <param name="Jitter">What may come on top, drawn for each frame.</param>
/// <param name="LossPerMillion">How many of a million segments are lost; TCP sends them again, which delays what follows.</param>
internal sealed record EtherOptions(ulong Seed, TimeSpan Delay, TimeSpan Jitter, int LossPerMillion);
