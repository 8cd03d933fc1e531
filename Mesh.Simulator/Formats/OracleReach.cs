using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>What the zero-time oracle says of a plan as a whole, averaged over messages from every node at 0, 25 and 50 % of its span.</summary>
/// <param name="Reach">Mean share of the other nodes that a message can reach.</param>
/// <param name="MedianDelay">Median time to a node that is reached; zero when none is.</param>
/// <param name="MedianHops">Median hops to a node that is reached.</param>
/// <param name="Origins">From how many nodes this was asked: all, or as many as are quick.</param>
internal sealed record OracleReach(double Reach, TimeSpan MedianDelay, int MedianHops, int Origins)
{
    /// <summary>Visits of pairs that take a few seconds.</summary>
    private const long WorkMax = 100_000_000;

    private static readonly int[] StartQuarters = [0, 1, 2];

    /// <summary>Asks the oracle.</summary>
    public static OracleReach Of(ContactPlan plan, MeshInstant from, MeshInstant until)
    {
        ZeroTimeOracle oracle = new(plan);
        int origins = (int)Math.Clamp(WorkMax / Math.Max(1, (long)oracle.Pairs * StartQuarters.Length), Math.Min(10, plan.Nodes), plan.Nodes);
        List<long> delays = [];
        List<int> hopCounts = [];
        foreach (int quarters in StartQuarters)
        {
            MeshInstant start = from + ((until - from) / 4 * quarters);
            for (int i = 0; i < origins; i++)
            {
                int origin = (int)((long)i * plan.Nodes / origins);
                MeshInstant[] arrivals = oracle.Journeys(origin, start, out int[] hops);
                for (int node = 0; node < arrivals.Length; node++)
                {
                    if (node != origin && arrivals[node] != MeshInstant.Never)
                    {
                        delays.Add((arrivals[node] - start).Ticks);
                        hopCounts.Add(hops[node]);
                    }
                }
            }
        }

        delays.Sort();
        hopCounts.Sort();
        double asked = (double)origins * StartQuarters.Length * Math.Max(1, plan.Nodes - 1);
        return new OracleReach(
            delays.Count / asked,
            delays.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(delays[delays.Count / 2]),
            hopCounts.Count == 0 ? 0 : hopCounts[hopCounts.Count / 2],
            origins);
    }
}
