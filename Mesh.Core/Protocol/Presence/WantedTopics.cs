namespace Mesh.Protocol.Presence;

/// <summary>What others wanted when it was looked at: so that an event for this node alone need not go through the machine. Immutable; may want more than they do.</summary>
internal sealed class WantedTopics
{
    /// <summary>Everything.</summary>
    public static readonly WantedTopics All = new(null);

    private readonly HashSet<ulong>? _topics;

    private WantedTopics(HashSet<ulong>? topics)
    {
        _topics = topics;
    }

    /// <summary>Whether nobody wants anything.</summary>
    public bool IsEmpty => _topics is { Count: 0 };

    /// <summary>These topics, by their hashes; everything when there are more than <see cref="ProtocolLimits.WantedTopicsMax"/>.</summary>
    public static WantedTopics Of(IReadOnlyCollection<ulong> topics) => topics.Count > ProtocolLimits.WantedTopicsMax ? All : new WantedTopics([.. topics]);

    /// <summary>Whether anybody else may want events of this topic.</summary>
    public bool MayWant(ulong topic) => _topics?.Contains(topic) != false;
}
