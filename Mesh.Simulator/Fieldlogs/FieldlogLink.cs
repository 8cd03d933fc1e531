namespace Mesh.Simulator.Fieldlogs;

/// <summary>A link of the recording node came up or went down.</summary>
/// <param name="At">When, in microseconds of the session's clock.</param>
/// <param name="Peer">Who was at the other end.</param>
/// <param name="IsUp">Whether it came up.</param>
/// <param name="IsStanding">Whether it had come up before, at a time that was not recorded.</param>
internal readonly record struct FieldlogLink(long At, string Peer, bool IsUp, bool IsStanding);
