using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Who can reach whom at all times: a mesh network as it stood when it was recorded.</summary>
/// <param name="Links">The links, by (A, B); one for each pair at most.</param>
/// <param name="Places">Where the nodes stand, by number; null for one without a place. Empty where the file has no places.</param>
internal sealed record Graph(IReadOnlyList<GraphLink> Links, IReadOnlyList<Position?> Places)
{
    /// <summary>The same with links of one kind only, such as <c>wifi</c>: a tunnel through the Internet is no link of a network without router.</summary>
    public Graph Only(string kind) => this with { Links = [.. Links.Where(link => link.Kind == kind)] };
}
