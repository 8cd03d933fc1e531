using Mesh.Protocol.Presence;

namespace Mesh.Hosting;

/// <summary>The hashes of topics that were published on lately; when it is full it begins anew. Not thread-safe.</summary>
internal sealed class TopicHashes
{
    private readonly Dictionary<string, ulong> _hashes = [];

    /// <summary>How many are remembered.</summary>
    public int Count => _hashes.Count;

    /// <summary>The hash of a topic.</summary>
    public ulong Of(string topic)
    {
        if (!_hashes.TryGetValue(topic, out ulong hash))
        {
            if (_hashes.Count >= NodeLimits.TopicHashesMax)
            {
                _hashes.Clear();
            }

            _hashes.Add(topic, hash = Interest.OfTopic(topic));
        }

        return hash;
    }
}
