namespace Mesh.Diagnostics;

/// <summary>What a node holds at one moment; looked at each second.</summary>
internal sealed record NodeLevels
{
    public static readonly NodeLevels None = new();

    /// <summary>Peers with an agreed link.</summary>
    public int Neighbours { get; init; }

    /// <summary>Peers known, neighbours included.</summary>
    public int Peers { get; init; }

    /// <summary>Rooms joined.</summary>
    public int Rooms { get; init; }

    /// <summary>Bytes that wait to leave on all links, with the cost of keeping them.</summary>
    public long QueuedBytes { get; init; }

    /// <summary>Bundles held for those who come later.</summary>
    public int HeldBundles { get; init; }

    /// <summary>Bytes that these are counted with.</summary>
    public long HeldBytes { get; init; }
}
