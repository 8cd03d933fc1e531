namespace Mesh.Simulator.Network;

/// <summary>A protocol that scenarios can name.</summary>
/// <param name="Name">Its name in a scenario, kebab-case.</param>
/// <param name="About">What it is, in a sentence.</param>
/// <param name="Create">Makes the program of one node.</param>
internal sealed record ProtocolEntry(string Name, string About, Func<INodeHost, ProgramParts, INodeProgram> Create)
{
    /// <summary>
    /// Whether a link comes up by itself with a contact and ends with it, both ends being told at once; for protocols without dialling and liveness of their own.
    /// </summary>
    public bool LinksFollowContacts { get; init; }

    /// <summary>What it promises beyond safety.</summary>
    public ProtocolPromises Promises { get; init; }
}
