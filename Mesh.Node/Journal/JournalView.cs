namespace Mesh.Node.Journal;

/// <summary>What one reader wants of the journal. Its topics may change while it reads.</summary>
internal sealed class JournalView
{
    private volatile IReadOnlyList<TopicInterest> _interests = [];

    /// <summary>Whether it is for a guest, who sees one room and nothing of the mesh.</summary>
    public bool IsGuest { get; init; }

    /// <summary>The only room wanted; null for every one.</summary>
    public string? Room { get; init; }

    /// <summary>Whether nothing is wanted but topics.</summary>
    public bool IsTopicsOnly { get; init; }

    /// <summary>The session that reads; what it published and excluded itself from is left out.</summary>
    public long Session { get; init; }

    public IReadOnlyList<TopicInterest> Interests
    {
        get => _interests;
        set => _interests = value;
    }

    /// <summary>Whether anything of the lane can be wanted; what is evicted from another is no loss.</summary>
    public bool Follows(JournalLane lane) => lane switch
    {
        JournalLane.Topics => _interests.Count > 0,
        JournalLane.Rooms => !IsTopicsOnly,
        _ => !IsTopicsOnly && !IsGuest && Room is null,
    };

    /// <summary>Whether that entry is wanted.</summary>
    public bool Wants(JournalEntry entry)
    {
        JournalSubject subject = entry.Subject;
        if (!Follows(entry.Lane) || (subject.ExcludedSession != 0 && subject.ExcludedSession == Session))
        {
            return false;
        }

        return subject.Topic is { } topic
            ? _interests.Any(interest => entry.Number > interest.Since && interest.Covers(topic))
            : Room is null || subject.Room is null || subject.Room == Room;
    }
}
