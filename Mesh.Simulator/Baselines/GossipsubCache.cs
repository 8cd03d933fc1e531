namespace Mesh.Simulator.Baselines;

/// <summary>What a node has seen in the last two minutes, and whole the messages of the last five heartbeats, to answer who asks for them.</summary>
internal sealed class GossipsubCache
{
    private const int History = 5;
    private const int Gossip = 3;
    private const int AnswersMax = 3;
    private static readonly TimeSpan SeenFor = TimeSpan.FromMinutes(2);

    private readonly HashSet<BundleId> _seen = [];
    private readonly Queue<(BundleId Id, MeshInstant Until)> _seenOrder = new();
    private readonly Dictionary<BundleId, Kept> _kept = [];
    private readonly LinkedList<List<BundleId>> _beats = new([[]]);

    /// <summary>Notes that a message was seen.</summary>
    /// <returns>False when it had been.</returns>
    public bool See(BundleId id, MeshInstant now)
    {
        if (!_seen.Add(id))
        {
            return false;
        }

        _seenOrder.Enqueue((id, now + SeenFor));
        return true;
    }

    /// <summary>Whether a message was seen.</summary>
    public bool HasSeen(BundleId id) => _seen.Contains(id);

    /// <summary>Keeps a message whole.</summary>
    public void Keep(GossipMessage message)
    {
        if (_kept.TryAdd(message.Id, new Kept(message, [])))
        {
            _beats.First!.Value.Add(message.Id);
        }
    }

    /// <summary>A message that a peer asks for; null when it is gone, or the peer has asked too often.</summary>
    public GossipMessage? Answer(BundleId id, int peer)
    {
        if (!_kept.TryGetValue(id, out Kept? kept))
        {
            return null;
        }

        int answers = kept.Answers.GetValueOrDefault(peer);
        kept.Answers[peer] = answers + 1;
        return answers < AnswersMax ? kept.Message : null;
    }

    /// <summary>What peers outside the mesh are told of: the messages of the last three heartbeats.</summary>
    public List<BundleId> Recent() => [.. _beats.Take(Gossip).SelectMany(beat => beat)];

    /// <summary>A heartbeat goes by.</summary>
    public void Beat(MeshInstant now)
    {
        _beats.AddFirst([]);
        if (_beats.Count > History)
        {
            foreach (BundleId id in _beats.Last!.Value)
            {
                _kept.Remove(id);
            }

            _beats.RemoveLast();
        }

        while (_seenOrder.TryPeek(out (BundleId Id, MeshInstant Until) oldest) && oldest.Until <= now)
        {
            _seen.Remove(oldest.Id);
            _seenOrder.Dequeue();
        }
    }

    private sealed record Kept(GossipMessage Message, Dictionary<int, int> Answers);
}
