namespace Mesh.Node.Doctor.Firewalls;

/// <summary>A chain of rules.</summary>
/// <param name="Table">Which table it belongs to, such as "inet filter"; jumps stay within.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hook">Which packets begin in it; null when only jumps lead to it.</param>
/// <param name="DropsRest">Whether it drops what no rule decides.</param>
/// <param name="Concerns">Whether it sees packets of a family; true for IPv6.</param>
internal sealed record FilterChain(string Table, string Name, FilterHook? Hook, bool DropsRest, Func<bool, bool> Concerns)
{
    public List<FilterRule> Rules { get; } = [];
}
