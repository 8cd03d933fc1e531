namespace Mesh.Chat;

/// <summary>Reads the wall-clock part of a hybrid logical clock: 48 bits of milliseconds since 1970, then 16 bits of counter (docs/protocol.md, "Messages"). Pure.</summary>
internal static class HybridTime
{
    private const int CounterBits = 16;
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>When the author says it was; what lies beyond the calendar becomes its last moment.</summary>
    public static DateTimeOffset Shown(ulong hlc) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min((long)(hlc >> CounterBits), MillisecondsMax));
}
