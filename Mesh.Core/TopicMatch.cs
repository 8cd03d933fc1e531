namespace Mesh;

/// <summary>How the topic of a subscription is meant (WAMP, advanced profile, "Pattern-based Subscription").</summary>
public enum TopicMatch : byte
{
    /// <summary>The very topic.</summary>
    Exact = 0,

    /// <summary>Every topic that begins with these characters; "" means every topic.</summary>
    Prefix = 1,

    /// <summary>Every topic of as many parts between dots, where an empty part stands for any: "drone..position".</summary>
    Wildcard = 2,
}
