using System.Net;
using Mesh.Discovery;
using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>
/// What lies between the stations of a simulated mesh: who reaches whom, how long a frame takes, and who hears of whom. Links over it are reliable and in order,
/// as TCP's are. Thread-safe; everything that takes time happens on the loop.
/// </summary>
internal sealed class Ether
{
    private const int SegmentBytes = 1_400;
    private const int FirstAddress = 10 << 24;
    private const int MillionParts = 1_000_000;
    private const int ResendsMax = 8;
    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetransmission = TimeSpan.FromMinutes(2);

    /// <summary>How long discovery takes to hear of somebody who came into reach.</summary>
    private static readonly (TimeSpan Min, TimeSpan Max) DiscoveryTime = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250));

    /// <summary>How often discovery hears again of somebody in reach: half the life of an mDNS record (RFC 6762, section 10).</summary>
    private static readonly TimeSpan HeardAgain = TimeSpan.FromSeconds(60);

    private readonly EtherOptions _options;
    private readonly MeshRandom _random;
    private readonly List<Station> _stations = [];
    private readonly Dictionary<(int A, int B), Reach> _reaches = [];

    /// <summary>Makes an ether without stations.</summary>
    /// <param name="clock">The loop's clock.</param>
    /// <param name="options">How frames travel.</param>
    /// <param name="isOpen">Whether stations that nothing was said of reach each other.</param>
    public Ether(VirtualClock clock, EtherOptions options, Func<int, int, bool> isOpen)
    {
        Clock = clock;
        _options = options;
        _random = new MeshRandom(options.Seed).Split("ether");
        IsOpenAtFirst = isOpen;
    }

    /// <summary>The loop's clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Guards the state of all links; never held while somebody is told.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Time there and back of the least delay.</summary>
    public TimeSpan RoundTrip => _options.Delay * 2;

    private Func<int, int, bool> IsOpenAtFirst { get; }

    /// <summary>The station of a node; made when it is first asked for. Each has one address for good, from 10.0.0.1 on.</summary>
    public Station StationOf(LinkKey node)
    {
        lock (Gate)
        {
            if (_stations.Find(known => known.Key.Peer == node.Peer) is Station station)
            {
                return station;
            }

            int number = _stations.Count;
            IPAddress address = new(unchecked((uint)IPAddress.HostToNetworkOrder(FirstAddress + number + 1)));
            Station made = new(number, node, new IPEndPoint(address, LinkOptions.PreferredPort));
            _stations.Add(made);
            return made;
        }
    }

    /// <summary>Who is at an address, or null.</summary>
    public Station? Find(IPEndPoint endPoint)
    {
        lock (Gate)
        {
            return _stations.Find(station => station.EndPoint.Equals(endPoint));
        }
    }

    /// <summary>What lies between two different stations.</summary>
    public Reach Between(Station one, Station other)
    {
        lock (Gate)
        {
            (Station a, Station b) = one.Number < other.Number ? (one, other) : (other, one);
            if (!_reaches.TryGetValue((a.Number, b.Number), out Reach? reach))
            {
                reach = new Reach(a, b, _random) { IsConnected = IsOpenAtFirst(a.Number, b.Number) };
                _reaches.Add((a.Number, b.Number), reach);
            }

            return reach;
        }
    }

    /// <summary>Lets frames pass between two stations, or holds them up; links are not told.</summary>
    public void Connect(Station one, Station other, bool isConnected) => Change(Between(one, other), reach => reach.IsConnected = isConnected);

    /// <summary>Lets everybody reach each other as at first.</summary>
    public void Restore() => ForPairs((a, b) => Connect(a, b, IsOpenAtFirst(a.Number, b.Number)));

    /// <summary>Calls for every pair of stations, in their order.</summary>
    public void ForPairs(Action<Station, Station> call)
    {
        for (int a = 0; a < _stations.Count; a++)
        {
            for (int b = a + 1; b < _stations.Count; b++)
            {
                call(_stations[a], _stations[b]);
            }
        }
    }

    /// <summary>A station goes dark, as when the power fails: nothing leaves or reaches it, its ends of links are gone, and nobody is told.</summary>
    public void Darken(Station station)
    {
        station.IsDark = true;
        station.Listener = null;
        station.Discovery = null;
        foreach (Reach reach in ReachesOf(station))
        {
            foreach (WireLink link in reach.Links.ToArray())
            {
                link.Forsake(station);
            }
        }
    }

    /// <summary>A dark station is there again.</summary>
    public void Light(Station station)
    {
        if (station.IsDark)
        {
            station.IsDark = false;
            foreach (Reach reach in ReachesOf(station).Where(reach => reach.IsOpen))
            {
                Open(reach);
            }
        }
    }

    /// <summary>A station begins to announce itself: who reaches it hears of it, and it of them.</summary>
    public void Announce(Station station)
    {
        foreach (Reach reach in ReachesOf(station).Where(reach => reach.IsOpen))
        {
            Meet(reach);
        }
    }

    /// <summary>Tells everybody in reach that a station stops.</summary>
    public void Goodbye(Station station)
    {
        foreach (Reach reach in ReachesOf(station).Where(reach => reach.IsOpen))
        {
            Station listener = reach.Other(station);
            Clock.After(_options.Delay, () => listener.Discovery?.Tell(new PeerSighting(SightingSource.Mdns, station.Key.Peer, null, EtherDiscovery.InterfaceName, Gone: true)));
        }
    }

    /// <summary>How many others a station hears.</summary>
    public int HeardBy(Station station) => ReachesOf(station).Count(reach => reach.IsOpen && reach.Other(station).Discovery is not null);

    /// <summary>How long a frame takes to arrive, lost segments sent again.</summary>
    public TimeSpan TravelTime(Reach reach, Station from, int bytes)
    {
        MeshRandom random = reach.RandomOf(from);
        TimeSpan time = random.NextTime(_options.Delay, _options.Delay + _options.Jitter);
        TimeSpan longest = TimeSpan.Zero;
        for (int segment = 0; segment <= bytes / SegmentBytes && _options.LossPerMillion > 0; segment++)
        {
            TimeSpan wait = TimeSpan.Zero;
            TimeSpan next = FirstRetransmission;
            for (int sent = 0; sent < ResendsMax && random.Chance(_options.LossPerMillion, MillionParts); sent++)
            {
                wait += next;
                next *= 2;
            }

            longest = wait > longest ? wait : longest;
        }

        return time + longest;
    }

    /// <summary>When what was held up since then is sent again next.</summary>
    public TimeSpan UntilRetransmission(TimeSpan since)
    {
        TimeSpan at = since;
        TimeSpan wait = FirstRetransmission;
        while (at <= Clock.Now)
        {
            at += wait;
            wait = wait * 2 > LongestRetransmission ? LongestRetransmission : wait * 2;
        }

        return at - Clock.Now;
    }

    private List<Reach> ReachesOf(Station station) =>
        [.. _stations.ToArray().Where(other => other != station).Select(other => Between(station, other))];

    private void Change(Reach reach, Action<Reach> change)
    {
        bool wasOpen = reach.IsOpen;
        change(reach);
        if (reach.IsOpen && !wasOpen)
        {
            Open(reach);
        }
    }

    private void Open(Reach reach)
    {
        foreach (WireLink link in reach.Links.ToArray())
        {
            link.Resume();
        }

        Meet(reach);
    }

    private void Meet(Reach reach)
    {
        long meeting = ++reach.Meetings;
        Hear(reach, reach.A, reach.RandomOf(reach.A).NextTime(DiscoveryTime.Min, DiscoveryTime.Max), meeting);
        Hear(reach, reach.B, reach.RandomOf(reach.B).NextTime(DiscoveryTime.Min, DiscoveryTime.Max), meeting);
    }

    private void Hear(Reach reach, Station listener, TimeSpan after, long meeting) => Clock.After(after, () =>
    {
        if (meeting != reach.Meetings || !reach.IsOpen)
        {
            return;
        }

        Station speaker = reach.Other(listener);
        if (speaker.Discovery?.Sighting is PeerSighting sighting)
        {
            listener.Discovery?.Tell(sighting);
        }

        Hear(reach, listener, HeardAgain, meeting);
    });
}
