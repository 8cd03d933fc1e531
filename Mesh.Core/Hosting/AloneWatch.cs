using Mesh.Discovery;

namespace Mesh.Hosting;

/// <summary>Notices that the node has been alone for long, gathers what may be the reason, and tells it once for each set of reasons. Belongs to the pump; <see cref="Reasons"/> may be read by anybody.</summary>
internal sealed class AloneWatch
{
    private readonly MeshOptions _options;
    private readonly IPeerDiscovery _discovery;
    private readonly EventHub _events;
    private readonly SightingBook _sightings;
    private readonly Observations<ObservedStranger> _strangers = new(NodeLimits.StrangerLife);
    private readonly Observations<ObservedDial> _dials = new(NodeLimits.AttemptLife);
    private readonly Observations<ObservedRefusal> _refusals = new(NodeLimits.AttemptLife);
    private readonly HashSet<string> _used = [];
    private MeshInstant? _aloneSince = MeshInstant.Zero;
    private IReadOnlyList<AloneReason> _told = [];
    private volatile IReadOnlyList<AloneReason> _reasons = [];

    public AloneWatch(MeshOptions options, IPeerDiscovery discovery, EventHub events, SightingBook sightings)
    {
        _options = options;
        _discovery = discovery;
        _events = events;
        _sightings = sightings;
    }

    /// <summary>Why nobody is near; empty while somebody is or it is too early to say.</summary>
    public IReadOnlyList<AloneReason> Reasons => _reasons;

    /// <summary>The addresses that were given, and where they lead.</summary>
    public IReadOnlyList<GivenAddress> GivenAddresses => (_discovery as IKnowsGivenAddresses)?.GivenAddresses ?? [];

    /// <summary>The name that a peer announced, or null.</summary>
    public string? NameOf(PeerId peer) => _sightings.NameOf(peer);

    public void NeighbourUp()
    {
        _aloneSince = null;
        _reasons = [];
        _told = [];
    }

    public void LastNeighbourDown(MeshInstant now) => _aloneSince = now;

    public void Heard(ObservedStranger stranger, MeshInstant now) => _strangers.Add(stranger, now);

    /// <summary>A node that said goodbye explains nothing any more.</summary>
    public void Gone(PeerId peer)
    {
        _strangers.Forget(stranger => stranger.Peer == peer);
        _refusals.Forget(refusal => refusal.Peer == peer);
        _dials.Forget(dial => dial.Peer == peer && !dial.IsGiven);
    }

    /// <summary>A peer is one reason on each interface, however many of its addresses were tried and from however many ports it dialled.</summary>
    public void Refused(ObservedRefusal refusal, MeshInstant now) => _refusals.AddOrKeep(
        refusal,
        known => known.Peer == refusal.Peer && known.Code == refusal.Code && known.Interface == refusal.Interface,
        now);

    public void DialFailed(DialFault fault, MeshInstant now)
    {
        if (_sightings.Describe(fault) is ObservedDial dial)
        {
            _dials.Add(dial, now);
        }
    }

    /// <summary>Looks again; called every second.</summary>
    public void Tick(MeshInstant now)
    {
        if (HasNewInterface() && _aloneSince is { } before && now - before >= NodeLimits.AloneKnownAfter)
        {
            // Whoever just made a network is not to be told that nobody is in it before others had the time to be found there. The interfaces of the start
            // are no news.
            _aloneSince = now;
        }

        if (_aloneSince is not MeshInstant since || now - since < NodeLimits.AloneKnownAfter)
        {
            return;
        }

        _reasons = AloneDiagnosis.Explain(Evidence(now));
        if (now - since >= NodeLimits.AloneToldAfter && !_reasons.ToHashSet().SetEquals(_told))
        {
            _told = _reasons;
            _events.Tell(new Alone(_events.Now, _reasons));
        }
    }

    /// <summary>All that was observed lately, whether the node is alone or not.</summary>
    public AloneEvidence Evidence(MeshInstant now) => new()
    {
        Network = _options.Network,
        IsMdnsOn = _options.Discovery.Mdns,
        GivenPeers = _options.Discovery.Peers,
        GivenInterfaces = _options.Discovery.Interfaces,
        Interfaces = _discovery.Interfaces,
        Strangers = _strangers.Recent(now),
        Dials = _dials.Recent(now),
        Refusals = _refusals.Recent(now),
    };

    private bool HasNewInterface()
    {
        string[] used = [.. _discovery.Interfaces.Where(one => one.IsUsed).Select(one => one.Name)];
        bool isNew = used.Any(name => !_used.Contains(name));
        _used.Clear();
        _used.UnionWith(used);
        return isNew;
    }
}
