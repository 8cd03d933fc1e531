namespace Mesh.Protocol.Gossip;

/// <summary>What this node writes in one room during this run.</summary>
internal sealed class OwnStream
{
    /// <summary>Makes the stream of a room in which nothing was written yet.</summary>
    public OwnStream(StreamId id)
    {
        Id = id;
    }

    /// <summary>The stream.</summary>
    public StreamId Id { get; }

    /// <summary>The last number given.</summary>
    public ulong Last { get; set; }

    /// <summary>The last bundle; zero before the first.</summary>
    public BundleId Previous { get; set; }

    /// <summary>Commands that wait for their bundle.</summary>
    public Queue<PublishCommand> Pending { get; } = new();

    /// <summary>The commands whose bundle is being signed; empty while none is.</summary>
    public List<PublishCommand> Signing { get; } = [];
}
