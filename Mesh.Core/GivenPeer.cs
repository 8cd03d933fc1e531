namespace Mesh;

/// <summary>A peer whose address a person gave, and where that leads.</summary>
/// <param name="Address">The address as given, with its port.</param>
/// <param name="EndPoints">The addresses that it stands for, each with its port, at most 8; empty while a name is looked up, and when it leads nowhere.</param>
/// <param name="Fault">Why it leads nowhere, without a full stop; or null.</param>
public sealed record GivenPeer(string Address, IReadOnlyList<string> EndPoints, string? Fault);
