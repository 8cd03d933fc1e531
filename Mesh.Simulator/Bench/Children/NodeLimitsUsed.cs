namespace Mesh.Simulator.Bench.Children;

/// <summary>How fast one author may write in the bench: as fast as the options allow at all, since the pipe is measured and not the tap.</summary>
internal static class NodeLimitsUsed
{
    /// <summary>The limits.</summary>
    public static GossipOptions Gossip { get; } = new()
    {
        AuthorMessagesPerSecond = 1_000_000,
        AuthorBurst = 1_000_000,
        AuthorBytesPerSecond = 1 << 30,
        HistoryBytesMax = 64 << 20,
        EventsPerSecond = 1_000_000,
        EventBytesPerSecond = 1 << 30,
    };

    /// <summary>The limits as a sentence.</summary>
    public static string Text { get; } = FormattableString.Invariant(
        $"Author limits: {Gossip.AuthorMessagesPerSecond:N0} messages/s, burst {Gossip.AuthorBurst:N0}, {Gossip.AuthorBytesPerSecond >> 20} MiB/s; events {Gossip.EventsPerSecond:N0} a second, {Gossip.EventBytesPerSecond >> 20} MiB/s; history {Gossip.HistoryBytesMax >> 20} MiB.");
}
