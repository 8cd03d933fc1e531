namespace Mesh.Simulator.Fieldlogs;

/// <summary>One recording of one node, from a header to the next or to the end of the file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Node">Who recorded.</param>
/// <param name="Wall">The beginning by the machine's wall clock, microseconds since 1970; may be wrong by hours.</param>
/// <param name="Monotonic">The beginning by the clock that nobody sets, microseconds since the machine began.</param>
internal sealed record FieldlogSession(string File, string Node, long Wall, long Monotonic)
{
    private Dictionary<string, long>? _writtenAt;
    private Dictionary<string, long>? _heardAt;

    /// <summary>When each own message was first written. For a recording that is read to its end: one that is compared with a thousand others is looked through once.</summary>
    public Dictionary<string, long> WrittenAt => _writtenAt ??= TimesOf(Published);

    /// <summary>When each message of others was first heard; as <see cref="WrittenAt"/>.</summary>
    public Dictionary<string, long> HeardAt => _heardAt ??= TimesOf(Received);

    /// <summary>Links, in order.</summary>
    public List<FieldlogLink> Links { get; } = [];

    /// <summary>Own messages, in order.</summary>
    public List<FieldlogMessage> Published { get; } = [];

    /// <summary>Messages of others, in order.</summary>
    public List<FieldlogMessage> Received { get; } = [];

    /// <summary>Rooms that the node was in at any time.</summary>
    public HashSet<string> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>Round trips of links, microseconds.</summary>
    public List<long> RoundTrips { get; } = [];

    /// <summary>Events that are missing.</summary>
    public long Missing { get; set; }

    /// <summary>The time of the last line.</summary>
    public long Last { get; set; }

    private static Dictionary<string, long> TimesOf(List<FieldlogMessage> messages)
    {
        Dictionary<string, long> times = new(StringComparer.Ordinal);
        foreach (FieldlogMessage message in messages)
        {
            times.TryAdd(message.Id, message.At);
        }

        return times;
    }
}
