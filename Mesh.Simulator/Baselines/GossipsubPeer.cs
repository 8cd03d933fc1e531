using System.Buffers;
using Mesh.Simulator.Network;

namespace Mesh.Simulator.Baselines;

/// <summary>A linked node, as gossipsub sees it.</summary>
internal sealed class GossipsubPeer
{
    /// <summary>Frames that wait for a slow link; what comes then is dropped, as go-libp2p does, and found again by gossip.</summary>
    private const int WaitingMax = 32;

    private const int BeatsDeclined = 3;

    private readonly INodeHost _host;
    private readonly Queue<byte[]> _waiting = new();
    private readonly Queue<HashSet<BundleId>> _declined = new();

    /// <summary>Makes it when the link comes up.</summary>
    public GossipsubPeer(INodeHost host, int link, int number)
    {
        _host = host;
        Link = link;
        Number = number;
        HeardAt = host.Now;
        _declined.Enqueue([]);
    }

    /// <summary>The link.</summary>
    public int Link { get; }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Whether the link is in the mesh.</summary>
    public bool IsInMesh { get; set; }

    /// <summary>When something came from there.</summary>
    public MeshInstant HeardAt { get; set; }

    /// <summary>Whether a ping is out.</summary>
    public bool IsPinged { get; set; }

    /// <summary>Ids that were asked for there since the last heartbeat.</summary>
    public int Asked { get; set; }

    /// <summary>What this heartbeat says there, all in one frame.</summary>
    public ArrayBufferWriter<byte>? Control { get; private set; }

    /// <summary>Where to write what this heartbeat says there.</summary>
    public ArrayBufferWriter<byte> Saying => Control ??= new ArrayBufferWriter<byte>();

    /// <summary>Sends what the heartbeat said.</summary>
    public void Flush()
    {
        if (Control is { } control)
        {
            Control = null;
            Send(control.WrittenSpan);
        }
    }

    /// <summary>Sends a frame, or lets it wait, or drops it.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (_waiting.Count == 0 && _host.IsWritable(Link))
        {
            _host.Send(Link, frame);
        }
        else if (_waiting.Count < WaitingMax)
        {
            _waiting.Enqueue(frame.ToArray());
        }
    }

    /// <summary>Sends what waits, as far as there is room.</summary>
    public void Resume()
    {
        while (_waiting.Count > 0 && _host.IsWritable(Link))
        {
            _host.Send(Link, _waiting.Dequeue());
        }
    }

    /// <summary>It does not want a message any more.</summary>
    public void Decline(BundleId id) => _declined.Last().Add(id);

    /// <summary>Whether it said lately that it does not want a message.</summary>
    public bool Declines(BundleId id) => _declined.Any(beat => beat.Contains(id));

    /// <summary>A heartbeat goes by: old refusals are forgotten.</summary>
    public void Beat()
    {
        Asked = 0;
        if (_declined.Count > 1 || _declined.Peek().Count > 0)
        {
            _declined.Enqueue([]);
        }

        while (_declined.Count > BeatsDeclined)
        {
            _declined.Dequeue();
        }
    }
}
