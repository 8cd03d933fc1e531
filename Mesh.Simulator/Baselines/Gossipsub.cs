using System.Buffers;
using Mesh.Simulator.Network;
using Mesh.Wire;

namespace Mesh.Simulator.Baselines;

/// <summary>
/// A gossipsub-like node, after the libp2p specification 1.0 to 1.2 (Vyzovitis and others 2020): a mesh of some links on which messages travel at once, and
/// gossip of their names to some of the others. Left out: scores, opportunistic grafting, peer exchange, and subscriptions: every node relays every room, as
/// the nodes of mesh do, so there is one mesh for all rooms. Links come and go with contacts, since gossipsub leaves finding peers to others; a
/// silent link is found by a ping after 30 s and 10 s of waiting, which are the defaults of yamux beneath go-libp2p.
/// </summary>
internal sealed class Gossipsub : INodeProgram
{
    private const int Signed = 0;
    private const int Verified = 1;
    private const int AskedMax = 5_000;
    private const int ToldMax = 5_000;
    private const int LazyShare = 4;
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(40);

    private readonly INodeHost _host;
    private readonly NodeSpec _spec;
    private readonly SortedDictionary<int, GossipsubPeer> _peers = [];
    private readonly GossipsubMesh _mesh;
    private readonly GossipsubCache _cache = new();
    private readonly HashSet<string> _rooms = [];
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly ulong _stream;
    private uint _written;
    private MeshInstant _nextBeat;
    private MeshInstant _busyUntil;

    /// <summary>Makes the program of a node.</summary>
    public Gossipsub(INodeHost host, NodeSpec spec)
    {
        _host = host;
        _spec = spec;
        _mesh = new GossipsubMesh(host, spec.Gossipsub, _peers);
        _stream = BundleId.StreamOf(host.Number, host.Now);
    }

    /// <inheritdoc/>
    public void Start()
    {
        _nextBeat = _host.Now + _host.Random.NextTime(TimeSpan.Zero, _spec.Gossipsub.Heartbeat);
        _host.WakeAt(_nextBeat);
    }

    /// <inheritdoc/>
    public void OnHeard(int peer)
    {
        // Links come with contacts.
    }

    /// <inheritdoc/>
    public void OnDialFailed(long token, int peer)
    {
        // Nothing is dialled.
    }

    /// <inheritdoc/>
    public void OnLinkUp(int link, int peer, bool isInitiator, long token) => _peers.Add(link, new GossipsubPeer(_host, link, peer));

    /// <inheritdoc/>
    public void OnLinkDown(int link, string reason) => _peers.Remove(link);

    /// <inheritdoc/>
    public void OnWritable(int link)
    {
        if (_peers.TryGetValue(link, out GossipsubPeer? peer))
        {
            peer.Resume();
        }
    }

    /// <inheritdoc/>
    public void OnFrame(int link, ReadOnlyMemory<byte> frame)
    {
        if (!_peers.TryGetValue(link, out GossipsubPeer? peer))
        {
            return;
        }

        peer.HeardAt = _host.Now;
        peer.IsPinged = false;
        MessagePackReader reader = new(frame.Span);
        while (!reader.IsEnd && reader.TryReadArrayHeader(out int items) && reader.TryReadUInt64(out ulong kind) && OnRecord(peer, kind, items, ref reader))
        {
            // One after the other, up to one that is not as it should be.
        }

        peer.Flush();
    }

    /// <inheritdoc/>
    public void OnWake()
    {
        if (_nextBeat <= _host.Now)
        {
            Beat();
            _nextBeat += _spec.Gossipsub.Heartbeat;
        }

        _host.WakeAt(_nextBeat);
    }

    /// <inheritdoc/>
    public void OnEffect(int kind, long number, object? body)
    {
        var message = (GossipMessage)body!;
        _cache.Keep(message);
        if (kind == Signed)
        {
            _host.Delivered(message.Body, 0);
            Spread(message, peer => _spec.Gossipsub.FloodPublish || peer.IsInMesh);
            return;
        }

        if (_rooms.Contains(message.Room))
        {
            _host.Delivered(message.Body, message.Hops);
        }

        Spread(message, peer => peer.IsInMesh && peer.Link != number);
    }

    /// <inheritdoc/>
    public void Publish(int message, string room, ReadOnlyMemory<byte> body)
    {
        GossipMessage written = new(new BundleId(_stream, _written++), room, 0, body.ToArray());
        _cache.See(written.Id, _host.Now);
        Compute(_spec.SignTime, Signed, 0, written);
    }

    /// <inheritdoc/>
    public void Join(string room) => _rooms.Add(room);

    /// <inheritdoc/>
    public void OnWallClock(TimeSpan offset)
    {
        // Time is taken from the steady clock.
    }

    /// <inheritdoc/>
    public void Stop()
    {
        // There is no goodbye.
    }

    private bool OnRecord(GossipsubPeer peer, ulong kind, int items, ref MessagePackReader reader)
    {
        if (kind == GossipsubFrame.Message)
        {
            return GossipsubFrame.ReadMessage(ref reader) is { } message && OnMessage(peer, message);
        }

        if (!GossipsubFrame.TryReadIds(ref reader, items, out List<BundleId> ids))
        {
            return false;
        }

        switch (kind)
        {
            case GossipsubFrame.IHave:
                OnIHave(peer, ids);
                break;
            case GossipsubFrame.IWant:
                OnIWant(peer, ids);
                break;
            case GossipsubFrame.IDontWant:
                ids.ForEach(peer.Decline);
                break;
            case GossipsubFrame.Graft:
                _mesh.OnGraft(peer);
                break;
            case GossipsubFrame.Prune:
                _mesh.OnPrune(peer);
                break;
            case GossipsubFrame.Ping:
                GossipsubFrame.WriteSign(peer.Saying, GossipsubFrame.Pong);
                break;
            default:
                break;
        }

        return true;
    }

    private bool OnMessage(GossipsubPeer from, GossipMessage message)
    {
        if (!_cache.See(message.Id, _host.Now))
        {
            return true;
        }

        if (message.Body.Length >= _spec.Gossipsub.DeclineFrom)
        {
            _frame.ResetWrittenCount();
            GossipsubFrame.WriteIds(_frame, GossipsubFrame.IDontWant, [message.Id]);
            foreach (GossipsubPeer peer in _peers.Values)
            {
                if (peer.IsInMesh && peer != from)
                {
                    peer.Send(_frame.WrittenSpan);
                }
            }
        }

        Compute(_spec.VerifyTime, Verified, from.Link, message);
        return true;
    }

    private void OnIHave(GossipsubPeer peer, List<BundleId> ids)
    {
        BundleId[] wanted = [.. ids.Where(id => !_cache.HasSeen(id)).Take(AskedMax - peer.Asked)];
        if (wanted.Length > 0)
        {
            peer.Asked += wanted.Length;
            GossipsubFrame.WriteIds(peer.Saying, GossipsubFrame.IWant, wanted);
        }
    }

    private void OnIWant(GossipsubPeer peer, List<BundleId> ids)
    {
        foreach (BundleId id in ids)
        {
            if (_cache.Answer(id, peer.Number) is { } message)
            {
                GossipsubFrame.WriteMessage(peer.Saying, message);
            }
        }
    }

    private void Spread(GossipMessage message, Func<GossipsubPeer, bool> isMeant)
    {
        _frame.ResetWrittenCount();
        GossipsubFrame.WriteMessage(_frame, message);
        foreach (GossipsubPeer peer in _peers.Values)
        {
            if (isMeant(peer) && !peer.Declines(message.Id))
            {
                peer.Send(_frame.WrittenSpan);
            }
        }
    }

    private void Beat()
    {
        _mesh.Beat();
        BundleId[] recent = [.. _cache.Recent().TakeLast(ToldMax)];
        if (recent.Length > 0)
        {
            GossipsubPeer[] others = [.. _peers.Values.Where(peer => !peer.IsInMesh)];
            foreach (GossipsubPeer peer in _mesh.Draw(others, Math.Max(_spec.Gossipsub.Lazy, others.Length / LazyShare)))
            {
                GossipsubFrame.WriteIds(peer.Saying, GossipsubFrame.IHave, recent);
            }
        }

        _cache.Beat(_host.Now);
        foreach (GossipsubPeer peer in _peers.Values)
        {
            peer.Beat();
            Watch(peer);
            peer.Flush();
        }
    }

    private void Watch(GossipsubPeer peer)
    {
        TimeSpan silence = _host.Now - peer.HeardAt;
        if (!_spec.KeepAlive || silence < PingAfter)
        {
            return;
        }

        if (silence >= DeadAfter)
        {
            _host.Close(peer.Link, "The peer is silent.");
        }
        else if (!peer.IsPinged)
        {
            peer.IsPinged = true;
            GossipsubFrame.WriteSign(peer.Saying, GossipsubFrame.Ping);
        }
    }

    /// <summary>One processor works off what it is given, in order.</summary>
    private void Compute(double seconds, int kind, long number, object body)
    {
        MeshInstant now = _host.Now;
        _busyUntil = (_busyUntil > now ? _busyUntil : now) + (TimeSpan.FromMicroseconds(seconds * 1_000_000) * _host.Slowness);
        _host.After(_busyUntil - now, kind, number, body);
    }
}
