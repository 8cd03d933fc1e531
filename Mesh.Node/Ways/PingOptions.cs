namespace Mesh.Node.Ways;

/// <summary>How often a ping asks.</summary>
/// <param name="Count">Rounds.</param>
/// <param name="Interval">Time from the start of a round to that of the next; a round that lasts longer delays it.</param>
internal sealed record PingOptions(int Count, TimeSpan Interval)
{
    /// <summary>Rounds of one ping at most.</summary>
    public const int CountMax = 1_000;

    /// <summary>Shortest interval: a node answers a peer 20 times a second.</summary>
    public const int IntervalMillisecondsMin = 100;

    public const int IntervalMillisecondsMax = 60_000;

    /// <summary>What the command does when nobody says.</summary>
    public static readonly PingOptions OfCommand = new(10, TimeSpan.FromSeconds(1));

    /// <summary>What is asked beside something else: in the chat, and by programs.</summary>
    public static readonly PingOptions Short = new(5, TimeSpan.FromMilliseconds(200));
}
