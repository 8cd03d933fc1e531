namespace Mesh.Hosting;

/// <summary>A topic and how it is meant.</summary>
/// <param name="Topic">The topic as subscribed.</param>
/// <param name="Match">How it is meant.</param>
internal readonly record struct TopicPattern(string Topic, TopicMatch Match)
{
    /// <summary>Whether an event of that topic is meant.</summary>
    public bool Matches(string topic) => Match switch
    {
        TopicMatch.Exact => topic == Topic,
        TopicMatch.Prefix => topic.StartsWith(Topic, StringComparison.Ordinal),
        _ => MatchesParts(topic),
    };

    private bool MatchesParts(ReadOnlySpan<char> topic)
    {
        ReadOnlySpan<char> pattern = Topic;
        while (true)
        {
            int patternEnd = pattern.IndexOf('.');
            int topicEnd = topic.IndexOf('.');
            ReadOnlySpan<char> wanted = patternEnd < 0 ? pattern : pattern[..patternEnd];
            ReadOnlySpan<char> given = topicEnd < 0 ? topic : topic[..topicEnd];
            if ((!wanted.IsEmpty && !wanted.SequenceEqual(given)) || (patternEnd < 0) != (topicEnd < 0))
            {
                return false;
            }

            if (patternEnd < 0)
            {
                return true;
            }

            pattern = pattern[(patternEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }
}
