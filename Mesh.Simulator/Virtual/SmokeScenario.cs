using Mesh.Simulator.Baselines;

namespace Mesh.Simulator.Virtual;

/// <summary>
/// The gate that every build passes: nodes scattered over a square so that each hears about eight others, random senders, a partition
/// through the middle that heals, and everybody must end up with everything, once.
/// </summary>
internal sealed class SmokeScenario
{
    private const int Messages = 100;
    private const int DegreeMean = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ulong _seed;
    private readonly bool _isFlood;
    private readonly VirtualNetwork _network;
    private readonly MeshRandom _random;
    private readonly List<(VirtualNode Left, VirtualNode Right, bool Crosses)> _ways = [];
    private readonly Dictionary<string, MeshInstant> _written = [];

    /// <summary>Scatters <paramref name="nodes"/> nodes.</summary>
    public SmokeScenario(int nodes, ulong seed, bool isFlood)
    {
        _seed = seed;
        _isFlood = isFlood;
        _network = new VirtualNetwork(seed);
        _random = new MeshRandom(seed).Split("smoke");
        Scatter(nodes);
    }

    /// <summary>Runs it.</summary>
    public SmokeResult Run()
    {
        _network.RunFor(TimeSpan.FromSeconds(5));
        int linked = _network.Nodes.Count(node => node.Neighbours.Any());
        long bundlesBefore = _network.Nodes.Sum(node => (long)node.BundlesReceived);
        Write(Messages / 2);
        _network.RunFor(TimeSpan.FromSeconds(2));
        List<double> latencies = [.. Latencies()];
        long copies = _network.Nodes.Sum(node => (long)node.BundlesReceived) - bundlesBefore;
        long delivered = latencies.Count;
        SetPartition(isCut: true);
        Write(Messages / 2);
        SetPartition(isCut: false);
        bool isWhole = _network.RunUntil(() => _network.Nodes.All(node => node.Shown.Count == Messages), TimeSpan.FromSeconds(60));
        int shown = _network.Nodes.Sum(node => node.Texts.Distinct().Count());
        bool isOnce = _network.Nodes.All(node => node.Texts.Distinct().Count() == node.Shown.Count);
        latencies.Sort();
        return new SmokeResult(
            _isFlood ? "flood" : "plumtree",
            _seed,
            _network.Nodes.Count,
            linked,
            _network.TraceHash,
            (double)shown / (Messages * _network.Nodes.Count),
            isWhole && isOnce,
            At(latencies, 0.5),
            At(latencies, 0.99),
            delivered == 0 ? 0 : ((double)copies / delivered) - 1);
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)(share * (sorted.Count - 1))];

    private void Scatter(int nodes)
    {
        const int Side = 1_000_000;
        long rangeSquared = (long)((double)Side * Side * DegreeMean / (Math.PI * nodes));
        List<(int X, int Y)> places = [];
        for (int i = 0; i < nodes; i++)
        {
            VirtualNode node = _network.Add(options => options with { Dissemination = _isFlood ? parts => new Flood(parts.Links, parts.Sender) : null });
            node.Join("lobby");
            (int X, int Y) place = (_random.Next(Side), _random.Next(Side));
            int nearest = NearestOf(places, place);
            for (int j = 0; j < i; j++)
            {
                // The nearest is always in reach, so that the network is one.
                if (j == nearest || DistanceSquared(places[j], place) <= rangeSquared)
                {
                    _ways.Add((node, _network.Nodes[j], (places[j].X < Side / 2) != (place.X < Side / 2)));
                    _network.Connect(node, _network.Nodes[j]);
                }
            }

            places.Add(place);
        }
    }

    private static int NearestOf(List<(int X, int Y)> places, (int X, int Y) place)
    {
        int nearest = -1;
        for (int i = 0; i < places.Count; i++)
        {
            nearest = nearest < 0 || DistanceSquared(places[i], place) < DistanceSquared(places[nearest], place) ? i : nearest;
        }

        return nearest;
    }

    private static long DistanceSquared((int X, int Y) left, (int X, int Y) right)
    {
        long x = left.X - right.X;
        long y = left.Y - right.Y;
        return (x * x) + (y * y);
    }

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
        {
            string text = FormattableString.Invariant($"message {_written.Count}");
            _written.Add(text, _network.Now);
            _network.Nodes[_random.Next(_network.Nodes.Count)].Say("lobby", text);
            _network.RunFor(Pause);
        }
    }

    private void SetPartition(bool isCut)
    {
        foreach ((VirtualNode left, VirtualNode right, _) in _ways.Where(way => way.Crosses))
        {
            _network.SetReach(left, right, !isCut);
        }
    }

    private IEnumerable<double> Latencies() =>
        from node in _network.Nodes
        from shown in node.Shown
        where shown.Message.Hops > 0
        let text = System.Text.Encoding.UTF8.GetString(shown.Message.Body.Span)
        select (shown.At - _written[text]).TotalMilliseconds;
}
