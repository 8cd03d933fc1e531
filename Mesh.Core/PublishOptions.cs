namespace Mesh;

/// <summary>What is told beside an event (WAMP, advanced profile, "Publisher Exclusion" and "Publisher Identification").</summary>
public sealed record PublishOptions
{
    /// <summary>A number by which the publishing part of the application is known, 1 to 2^53; 0: none. Default 0.</summary>
    public long Publisher { get; init; }

    /// <summary>Whether other nodes are told <see cref="Publisher"/>; subscribers at this node always are. Default false.</summary>
    public bool DisclosesPublisher { get; init; }

    /// <summary>Whether subscribers that belong to <see cref="Publisher"/> should leave the event out; they see it in <see cref="TopicEvent.ExcludesPublisher"/>. Default false.</summary>
    public bool ExcludesPublisher { get; init; }
}
