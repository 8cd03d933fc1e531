using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>A bundle that arrived and is not verified yet.</summary>
internal sealed class PendingBundle
{
    private readonly List<LinkState> _others = [];

    /// <summary>Makes the entry of a bundle that just arrived.</summary>
    public PendingBundle(SignedBundle bundle, BundleCore core, LinkState from, int hops, uint ageSeconds, bool isSync, MeshInstant now)
    {
        Bundle = bundle;
        Core = core;
        From = from;
        Hops = hops;
        AgeSeconds = ageSeconds;
        IsSync = isSync;
        Since = now;
    }

    /// <summary>The bundle, in memory of its own.</summary>
    public SignedBundle Bundle { get; }

    /// <summary>What it says.</summary>
    public BundleCore Core { get; }

    /// <summary>The link that brought it first.</summary>
    public LinkState From { get; }

    /// <summary>Links it crossed to here.</summary>
    public int Hops { get; }

    /// <summary>Its age when it arrived.</summary>
    public uint AgeSeconds { get; }

    /// <summary>Whether it was pulled.</summary>
    public bool IsSync { get; }

    /// <summary>When it arrived.</summary>
    public MeshInstant Since { get; }

    /// <summary>How it travels when it is routed to one peer; null when it is gossip.</summary>
    public RoutedEnvelope? Routed { get; init; }

    /// <summary>Its stream.</summary>
    public StreamId Stream => new(Bundle.Origin, Bundle.Incarnation, Core.Room);

    /// <summary>Links that brought the very same bytes meanwhile; the ninth and later are not kept.</summary>
    public IReadOnlyList<LinkState> Others => _others;

    /// <summary>Takes note of another link that brought the same bytes.</summary>
    public void Add(LinkState link)
    {
        if (_others.Count < ProtocolLimits.AnnouncersMax && link != From)
        {
            _others.Add(link);
        }
    }
}
