namespace Mesh.Simulator.Fieldlogs;

/// <summary>How far the clocks of two recordings are apart.</summary>
/// <param name="Value">What has to be added to the second one's time to have the first one's, microseconds.</param>
/// <param name="Source">By what it was found.</param>
/// <param name="Events">How many events agree.</param>
/// <param name="Spread">How far these lie apart, microseconds.</param>
internal readonly record struct ClockDifference(long Value, ClockSource Source, int Events, long Spread)
{
    /// <summary>How much more it is to be trusted than others: one machine's own clock, then links, then messages, then how many agree.</summary>
    public (int, int) Rank => (Source switch { ClockSource.Monotonic => 2, ClockSource.Links => 1, _ => 0 }, Events);
}
