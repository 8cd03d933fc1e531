namespace Mesh.Discovery;

/// <summary>An address that a person gave, and where it leads.</summary>
/// <param name="Address">The address as given, with its port.</param>
/// <param name="EndPoints">What it stands for, each with its port; empty while a name is looked up, and when it leads nowhere.</param>
/// <param name="Fault">Why it leads nowhere, without a full stop; or null.</param>
internal sealed record GivenAddress(string Address, IReadOnlyList<string> EndPoints, string? Fault);
