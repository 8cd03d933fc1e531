namespace Mesh.Node.Journal;

/// <summary>What decides who wants an event.</summary>
/// <param name="Event">The event's name.</param>
internal sealed record JournalSubject(string Event)
{
    /// <summary>The name of the event that is a message.</summary>
    public const string Message = "message";

    /// <summary>The room it belongs to; null for none.</summary>
    public string? Room { get; init; }

    /// <summary>The message's identity; null for what is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The topic it was published on; null for what is no event of a topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The session that published it and does not want it back; 0 for none.</summary>
    public long ExcludedSession { get; init; }
}
