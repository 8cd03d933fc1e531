using System.Globalization;
using Mesh.Simulator.Baselines;
using Mesh.Simulator.Virtual;

namespace Mesh.Tests.Simulation;

/// <summary>
/// Random small networks under cuts, heals, crashes and returns; the seed draws the mix. Phase 1 demands safety, phase 2 heals and demands liveness.
/// A failure names its seed; that seed then stays in <see cref="Seeds_that_once_failed"/>.
/// </summary>
public sealed class SwarmTests
{
    private const int SeedsInCi = 100;
    private const int SeedsNightly = 20_000;

    [Fact]
    public void Safety_and_liveness_hold_for_every_seed()
    {
        for (ulong seed = 0; seed < SeedsInCi; seed++)
        {
            Run(seed);
        }
    }

    [Fact(Explicit = true)]
    public void Safety_and_liveness_hold_for_many_seeds()
    {
        for (ulong seed = SeedsInCi; seed < SeedsNightly; seed++)
        {
            Run(seed);
        }
    }

    [Theory]
    [InlineData(0UL)]
    public void Seeds_that_once_failed(ulong seed) => Run(seed);

    private static void Run(ulong seed)
    {
        Swarm swarm = new(seed);
        swarm.Storm();
        swarm.CheckSafety();
        swarm.HealAndCheckLiveness();
    }

    /// <summary>One network and what happened in it.</summary>
    private sealed class Swarm
    {
        private readonly ulong _seed;
        private readonly MeshRandom _random;
        private readonly VirtualNetwork _network;
        private readonly List<(VirtualNode Left, VirtualNode Right)> _ways = [];
        private readonly HashSet<string> _written = [];
        private readonly bool _hasCrashes;
        private readonly bool _hasCuts;
        private int _number;

        public Swarm(ulong seed)
        {
            _seed = seed;
            _random = new MeshRandom(seed).Split("swarm");
            _network = new VirtualNetwork(seed) { Delay = _random.NextTime(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(80)) };
            _hasCrashes = _random.Chance(1, 2);
            _hasCuts = _random.Chance(3, 4);
            bool isFlood = _random.Chance(1, 4);
            int count = 2 + _random.Next(7);
            for (int i = 0; i < count; i++)
            {
                VirtualNode node = _network.Add(options => options with { Dissemination = isFlood ? parts => new Flood(parts.Links, parts.Sender) : null });
                node.Join("lobby");
                foreach (VirtualNode other in _network.Nodes.Take(i).ToArray())
                {
                    if (other.Number == i - 1 || _random.Chance(1, 3))
                    {
                        Join(node, other);
                    }
                }
            }
        }

        private IEnumerable<VirtualNode> Up => _network.Nodes.Where(node => node.IsUp);

        public void Storm()
        {
            for (int step = 0; step < 60; step++)
            {
                _network.RunFor(_random.NextTime(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
                VirtualNode[] up = [.. Up];
                int choice = _random.Next(10);
                if (choice < 6)
                {
                    Say(up[_random.Next(up.Length)]);
                }
                else if (choice < 9 && _hasCuts)
                {
                    (VirtualNode left, VirtualNode right) = _ways[_random.Next(_ways.Count)];
                    _network.SetReach(left, right, _random.Chance(1, 2));
                }
                else if (choice == 9 && _hasCrashes && up.Length > 1)
                {
                    CrashAndReturn(up[_random.Next(up.Length)]);
                }
            }
        }

        public void CheckSafety()
        {
            foreach (VirtualNode node in _network.Nodes)
            {
                string[] texts = [.. node.Texts];
                Require(texts.Distinct().Count() == texts.Length, $"node {node.Number} showed a message twice");
                Require(texts.All(_written.Contains), $"node {node.Number} showed what nobody wrote");
            }
        }

        public void HealAndCheckLiveness()
        {
            foreach ((VirtualNode left, VirtualNode right) in _ways.Where(way => way.Left.IsUp && way.Right.IsUp))
            {
                _network.Connect(left, right);
            }

            // What only a crashed node had is gone with it; everything that somebody who is up has must reach everybody.
            _network.RunFor(TimeSpan.FromSeconds(3));
            string[] kept = [.. Up.SelectMany(node => node.Texts).Distinct()];
            bool isDone = _network.RunUntil(() => Up.All(node => node.Shown.Count >= kept.Length), TimeSpan.FromSeconds(15));
            Require(isDone, $"of {kept.Length} messages the nodes showed {string.Join(' ', Up.Select(node => node.Shown.Count))}");
            CheckSafety();
        }

        private void Require(bool condition, string complaint) =>
            Assert.True(condition, string.Create(CultureInfo.InvariantCulture, $"Seed {_seed}: {complaint}. Repeat with SwarmTests.Seeds_that_once_failed({_seed})."));

        private void Say(VirtualNode node)
        {
            int burst = _random.Chance(1, 10) ? 150 : 1 + _random.Next(3);
            for (int i = 0; i < burst; i++)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"{node.Number}:{++_number}");
                _written.Add(text);
                node.Say("lobby", text);
            }
        }

        private void CrashAndReturn(VirtualNode node)
        {
            node.Crash();
            VirtualNode heir = _network.Add(
                options => options with { Dissemination = node.Options.Dissemination, Self = node.Key.Peer, PublicKey = node.Key.PublicKey },
                node.Key);
            heir.Join("lobby");
            foreach ((VirtualNode left, VirtualNode right) in _ways.Where(way => way.Left == node || way.Right == node).ToArray())
            {
                Join(heir, left == node ? right : left);
            }
        }

        private void Join(VirtualNode left, VirtualNode right)
        {
            _ways.Add((left, right));
            if (left.IsUp && right.IsUp)
            {
                _network.Connect(left, right);
            }
        }
    }
}
