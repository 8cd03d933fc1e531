namespace Mesh.Node.Wamp;

/// <summary>A topic with its matching policy, and the sessions that share it under one number.</summary>
/// <param name="Id">The number.</param>
/// <param name="Topic">The topic or pattern.</param>
/// <param name="Match">How it is meant.</param>
internal sealed record Subscription(long Id, string Topic, TopicMatch Match)
{
    /// <summary>Who is subscribed, in the order of subscribing.</summary>
    public List<WampSession> Sessions { get; } = [];

    /// <summary>Of a wildcard: the parts, an empty one for any.</summary>
    public string[] Parts { get; } = Match == TopicMatch.Wildcard ? Topic.Split('.') : [];
}
