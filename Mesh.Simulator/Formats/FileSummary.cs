using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>What <c>mesh-sim stats</c> tells of a file.</summary>
/// <param name="File">What was read.</param>
/// <param name="Counted">Its contacts counted, or its graph as one that never changes; null for a file with neither.</param>
/// <param name="Oracle">The best that any protocol can do on its contacts; null for a file without.</param>
internal sealed record FileSummary(Imported File, Statistics? Counted, OracleReach? Oracle)
{
    private static readonly TimeSpan GraphTime = TimeSpan.FromSeconds(1);

    /// <summary>Counts a file.</summary>
    public static FileSummary Of(Imported file)
    {
        if (file.Contacts is { } contacts)
        {
            return new FileSummary(file, Statistics.Of(contacts, file.From, file.Until), OracleReach.Of(contacts, file.From, file.Until));
        }

        if (file.Graph is { } graph)
        {
            MeshInstant end = MeshInstant.Zero + GraphTime;
            ContactPlan still = new(file.Nodes, GraphTime, graph.Links.Select(link => new Contact(link.A, link.B, MeshInstant.Zero, end)));
            return new FileSummary(file, Statistics.Of(still, MeshInstant.Zero, end), null);
        }

        return new FileSummary(file, null, null);
    }
}
