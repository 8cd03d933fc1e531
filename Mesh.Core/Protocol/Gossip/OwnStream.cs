using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>What this node writes in one room during this run.</summary>
internal sealed class OwnStream
{
    /// <summary>Makes the stream of a room in which nothing was written yet.</summary>
    public OwnStream(StreamId id, ServiceClass serviceClass, AuthorLane lane)
    {
        Id = id;
        Class = serviceClass;
        Lane = lane;
    }

    /// <summary>The stream.</summary>
    public StreamId Id { get; }

    /// <summary>How its messages are carried.</summary>
    public ServiceClass Class { get; }

    /// <summary>What paces it, together with others.</summary>
    public AuthorLane Lane { get; }

    /// <summary>The last number given.</summary>
    public ulong Last { get; set; }

    /// <summary>The last bundle; zero before the first.</summary>
    public BundleId Previous { get; set; }

    /// <summary>When something was last to be written here.</summary>
    public MeshInstant LastWritten { get; set; }

    /// <summary>Commands that wait for their bundle.</summary>
    public Queue<PublishCommand> Pending { get; } = new();

    /// <summary>The commands whose bundle is being signed; empty while none is.</summary>
    public List<PublishCommand> Signing { get; } = [];
}
