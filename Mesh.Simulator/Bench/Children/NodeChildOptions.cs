namespace Mesh.Simulator.Bench.Children;

/// <summary>How a node process of the bench is set up.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="LinksMax">Most links.</param>
/// <param name="Peers">Whom it dials.</param>
/// <param name="Greeting">The tag of a message that it writes as soon as it has a link, or null.</param>
internal sealed record NodeChildOptions(string Network, string Name, int LinksMax, IReadOnlyList<string> Peers, string? Greeting);
