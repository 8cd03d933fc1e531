namespace Mesh.Protocol.Presence;

/// <summary>What is known of somebody else's presence.</summary>
internal sealed class KnownPeer
{
    /// <summary>Makes the entry of somebody just heard of.</summary>
    public KnownPeer(PeerId id)
    {
        Id = id;
    }

    /// <summary>Who.</summary>
    public PeerId Id { get; }

    /// <summary>What it calls itself; empty until heard.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Rooms it says it is in.</summary>
    public string[] Rooms { get; set; } = [];

    /// <summary>What it subscribes to and offers; null until it has told.</summary>
    public Interest? Interest { get; set; }

    /// <summary>The links it says it has.</summary>
    public PresenceNeighbour[] Neighbours { get; set; } = [];

    /// <summary>Links between.</summary>
    public int Hops { get; set; } = 1;

    /// <summary>The run that its presence belongs to, and the number of its last presence there.</summary>
    public (ulong Incarnation, ulong Sequence) Version { get; set; }

    /// <summary>The clock of its last presence: a restarted node's counts from 1 again, but later.</summary>
    public ulong Hlc { get; set; }

    /// <summary>How far that clock was ahead of ours when the presence came.</summary>
    public TimeSpan ClockLead { get; set; }

    /// <summary>Whether a link to it is up.</summary>
    public bool IsNeighbour { get; set; }

    /// <summary>When its presence runs out unless something is heard; Never while it is a neighbour.</summary>
    public MeshInstant Expires { get; set; } = MeshInstant.Never;

    /// <summary>Whether people were told that it is here.</summary>
    public bool IsShown { get; set; }
}
