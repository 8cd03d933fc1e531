namespace Mesh.Protocol.Neighbours;

/// <summary>A peer that may be reached: known or, where only an address was given, unknown.</summary>
internal sealed class Candidate
{
    /// <summary>Makes a candidate.</summary>
    public Candidate(PeerId? peer, MeshInstant now)
    {
        Peer = peer;
        LastSeen = now;
        NextDial = now;
    }

    /// <summary>Who, or null while only an address is known.</summary>
    public PeerId? Peer { get; }

    /// <summary>Where, best first; at most <see cref="ProtocolLimits.CandidateAddressesMax"/>.</summary>
    public List<CandidateAddress> Addresses { get; } = [];

    /// <summary>When a hint last came.</summary>
    public MeshInstant LastSeen { get; set; }

    /// <summary>When it may be dialled next.</summary>
    public MeshInstant NextDial { get; set; }

    /// <summary>When it was last dialled.</summary>
    public MeshInstant? LastDial { get; set; }

    /// <summary>Dials that failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>The dial under way, or 0.</summary>
    public long DialToken { get; set; }

    /// <summary>When it stopped being a neighbour, or null.</summary>
    public MeshInstant? LostAt { get; set; }

    /// <summary>Whether all that is known of it is what another peer told.</summary>
    public bool IsHearsay { get; set; }

    /// <summary>Whether the dial under way was made without having heard from the peer since the last one.</summary>
    public bool IsRetry { get; set; }

    /// <summary>Whether there is reason to believe that it can be reached now: heard from, or lost, since it was last dialled.</summary>
    public bool IsPromising => !IsHearsay && (LastDial is not { } dial || LastSeen > dial || LostAt > dial);

    /// <summary>Takes an address that another peer told: behind those of its kind, and only where there is room.</summary>
    public void AddTold(CandidateAddress address)
    {
        if (Addresses.Count < ProtocolLimits.CandidateAddressesMax && !Addresses.Contains(address))
        {
            int place = Addresses.FindIndex(known => Rank(known) > Rank(address));
            Addresses.Insert(place < 0 ? Addresses.Count : place, address);
        }
    }

    /// <summary>Takes an address: a fresh one goes before those of its kind, link-local IPv6 before link-local IPv4 before the rest.</summary>
    public void Add(CandidateAddress address)
    {
        Addresses.RemoveAll(known => known == address);
        int place = Addresses.FindIndex(known => Rank(known) >= Rank(address));
        Addresses.Insert(place < 0 ? Addresses.Count : place, address);
        if (Addresses.Count > ProtocolLimits.CandidateAddressesMax)
        {
            Addresses.RemoveAt(Addresses.Count - 1);
        }
    }

    private static int Rank(CandidateAddress address) => (address.IsLinkLocal, address.IsIPv4) switch
    {
        (true, false) => 0,
        (true, true) => 1,
        _ => 2,
    };
}
