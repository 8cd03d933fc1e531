namespace Mesh.Node.Wamp;

/// <summary>
/// All subscriptions of a router, found by what they match: exact ones and prefixes by look-up, wildcards by going through those of as many parts.
/// For one thread at a time.
/// </summary>
internal sealed class SubscriptionTable
{
    private readonly Dictionary<long, Subscription> _byId = [];
    private readonly Dictionary<string, Subscription> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Subscription> _prefixes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, int> _prefixLengths = [];
    private readonly Dictionary<int, List<Subscription>> _wildcards = [];
    private long _lastId;

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>The subscription of that number.</summary>
    public Subscription? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>The subscription of that topic and policy.</summary>
    public Subscription? Find(string topic, TopicMatch match) => match switch
    {
        TopicMatch.Exact => _exact.GetValueOrDefault(topic),
        TopicMatch.Prefix => _prefixes.GetValueOrDefault(topic),
        _ => _wildcards.GetValueOrDefault(PartCount(topic))?.FirstOrDefault(known => known.Topic == topic),
    };

    /// <summary>Adds a subscription that is not there yet.</summary>
    public Subscription Add(string topic, TopicMatch match)
    {
        Subscription added = new(++_lastId, topic, match);
        _byId.Add(added.Id, added);
        switch (match)
        {
            case TopicMatch.Exact:
                _exact.Add(topic, added);
                break;
            case TopicMatch.Prefix:
                _prefixes.Add(topic, added);
                _prefixLengths[topic.Length] = _prefixLengths.GetValueOrDefault(topic.Length) + 1;
                break;
            default:
                (_wildcards.TryGetValue(added.Parts.Length, out List<Subscription>? known) ? known : _wildcards[added.Parts.Length] = []).Add(added);
                break;
        }

        return added;
    }

    /// <summary>Removes a subscription.</summary>
    public void Remove(Subscription gone)
    {
        _byId.Remove(gone.Id);
        switch (gone.Match)
        {
            case TopicMatch.Exact:
                _exact.Remove(gone.Topic);
                break;
            case TopicMatch.Prefix:
                _prefixes.Remove(gone.Topic);
                if (--_prefixLengths[gone.Topic.Length] == 0)
                {
                    _prefixLengths.Remove(gone.Topic.Length);
                }

                break;
            default:
                List<Subscription> left = _wildcards[gone.Parts.Length];
                left.Remove(gone);
                if (left.Count == 0)
                {
                    _wildcards.Remove(gone.Parts.Length);
                }

                break;
        }
    }

    /// <summary>Adds every subscription that matches a topic: the exact one, prefixes from short to long, wildcards in the order of subscribing.</summary>
    public void Match(string topic, List<Subscription> matching)
    {
        if (_exact.TryGetValue(topic, out Subscription? exact))
        {
            matching.Add(exact);
        }

        if (_prefixes.Count > 0)
        {
            MatchPrefixes(topic, matching);
        }

        if (_wildcards.Count > 0 && _wildcards.TryGetValue(PartCount(topic), out List<Subscription>? wildcards))
        {
            foreach (Subscription wildcard in wildcards)
            {
                if (Matches(wildcard.Parts, topic))
                {
                    matching.Add(wildcard);
                }
            }
        }
    }

    private static int PartCount(string topic) => topic.AsSpan().Count('.') + 1;

    private static bool Matches(string[] parts, ReadOnlySpan<char> topic)
    {
        foreach (string part in parts)
        {
            int end = topic.IndexOf('.');
            ReadOnlySpan<char> word = end < 0 ? topic : topic[..end];
            if (part.Length > 0 && !word.SequenceEqual(part))
            {
                return false;
            }

            topic = end < 0 ? default : topic[(end + 1)..];
        }

        return true;
    }

    private void MatchPrefixes(string topic, List<Subscription> matching)
    {
        Dictionary<string, Subscription>.AlternateLookup<ReadOnlySpan<char>> prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (int length in _prefixLengths.Keys)
        {
            if (length > topic.Length)
            {
                return;
            }

            if (prefixes.TryGetValue(topic.AsSpan(0, length), out Subscription? prefix))
            {
                matching.Add(prefix);
            }
        }
    }
}
