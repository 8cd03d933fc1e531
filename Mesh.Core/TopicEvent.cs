namespace Mesh;

/// <summary>Something published on a topic, as a subscriber gets it.</summary>
/// <param name="Topic">The topic, as its publisher wrote it.</param>
/// <param name="Arguments">What was published.</param>
/// <param name="From">The node where it was published; its signature was verified.</param>
/// <param name="FromName">What that node calls itself; the short form of <paramref name="From"/> while unknown.</param>
/// <param name="Publication">The publication's number, 1 to 2^53, the same for all subscribers.</param>
/// <param name="Publisher">See <see cref="PublishOptions.Publisher"/>; 0 when unknown or not disclosed to this node.</param>
/// <param name="DisclosesPublisher">See <see cref="PublishOptions.DisclosesPublisher"/>.</param>
/// <param name="ExcludesPublisher">See <see cref="PublishOptions.ExcludesPublisher"/>; always false for events of other nodes.</param>
/// <param name="IsOwn">Whether it was published at this node.</param>
public sealed record TopicEvent(
    string Topic,
    MeshArguments Arguments,
    PeerId From,
    string FromName,
    long Publication,
    long Publisher,
    bool DisclosesPublisher,
    bool ExcludesPublisher,
    bool IsOwn);
