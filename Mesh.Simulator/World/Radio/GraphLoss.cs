using Mesh.Simulator.Formats;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Loss from the link qualities of a graph. A frame of 802.11 is sent up to seven times until its acknowledgement comes back (short retry limit of
/// IEEE 802.11), so a packet is lost when all seven fail; each succeeds with the product of both directions' qualities.
/// </summary>
internal sealed class GraphLoss : ILinkLoss
{
    private const int Attempts = 7;
    private const double LossMax = 0.9;

    private readonly Dictionary<(int From, int To), double> _shares = [];
    private readonly double _share;

    /// <summary>Takes the qualities of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="share">What is lost on top on every link.</param>
    public GraphLoss(Graph graph, double share)
    {
        _share = share;
        foreach (GraphLink link in graph.Links)
        {
            double lost = 1;
            for (int i = 0; i < Attempts; i++)
            {
                lost *= 1 - (link.Quality * link.ReverseQuality);
            }

            _shares[(link.A, link.B)] = _shares[(link.B, link.A)] = Math.Min(LossMax, 1 - ((1 - lost) * (1 - share)));
        }
    }

    /// <inheritdoc/>
    public TimeSpan? HoldsFor => null;

    /// <inheritdoc/>
    public double Of(int from, int to, MeshInstant now) => _shares.GetValueOrDefault((from, to), _share);
}
