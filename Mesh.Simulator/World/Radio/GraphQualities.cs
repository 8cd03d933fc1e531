using Mesh.Simulator.Formats;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Loss from the link qualities of a graph. A frame of 802.11 is sent up to seven times until its acknowledgement comes back (the short retry limit of
/// IEEE 802.11), so a packet is lost when all seven fail; each succeeds with the product of both directions' qualities.
/// </summary>
internal sealed class GraphQualities : ILinkQualities
{
    private const int Attempts = 7;

    private readonly Dictionary<(int A, int B), double> _shares = [];
    private readonly ILinkQualities _under;

    /// <summary>Takes the qualities of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="under">What every link has besides.</param>
    public GraphQualities(Graph graph, ILinkQualities under)
    {
        _under = under;
        foreach (GraphLink link in graph.Links)
        {
            double lost = 1;
            for (int i = 0; i < Attempts; i++)
            {
                lost *= 1 - (link.Quality * link.ReverseQuality);
            }

            _shares[(link.A, link.B)] = lost;
        }
    }

    /// <inheritdoc/>
    public TimeSpan? HoldsFor => _under.HoldsFor;

    /// <inheritdoc/>
    public LinkQuality Of(int from, int to, MeshInstant now)
    {
        LinkQuality under = _under.Of(from, to, now);
        double lost = _shares.GetValueOrDefault((Math.Min(from, to), Math.Max(from, to)));
        return under with { Loss = Math.Min(LinkQuality.LossMax, 1 - ((1 - lost) * (1 - under.Loss))) };
    }
}
