namespace Mesh.Node.Journal;

/// <summary>A topic that one reader follows.</summary>
/// <param name="Topic">The topic or pattern.</param>
/// <param name="Match">How it is meant.</param>
/// <param name="Since">Events up to this number are from before and not wanted.</param>
internal sealed record TopicInterest(string Topic, TopicMatch Match, long Since)
{
    /// <summary>Whether an event of that topic is meant.</summary>
    public bool Covers(string topic) => Match switch
    {
        TopicMatch.Exact => topic == Topic,
        TopicMatch.Prefix => topic.StartsWith(Topic, StringComparison.Ordinal),
        _ => CoversParts(topic),
    };

    /// <summary>As many parts between dots, where an empty part of the pattern stands for any (WAMP, "Pattern-based Subscription").</summary>
    private bool CoversParts(ReadOnlySpan<char> topic)
    {
        ReadOnlySpan<char> pattern = Topic;
        while (true)
        {
            int patternDot = pattern.IndexOf('.');
            int topicDot = topic.IndexOf('.');
            ReadOnlySpan<char> wanted = patternDot < 0 ? pattern : pattern[..patternDot];
            ReadOnlySpan<char> part = topicDot < 0 ? topic : topic[..topicDot];
            if ((wanted.Length > 0 && !wanted.SequenceEqual(part)) || patternDot < 0 != topicDot < 0)
            {
                return false;
            }

            if (patternDot < 0)
            {
                return true;
            }

            pattern = pattern[(patternDot + 1)..];
            topic = topic[(topicDot + 1)..];
        }
    }
}
