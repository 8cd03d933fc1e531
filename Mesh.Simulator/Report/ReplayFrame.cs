namespace Mesh.Simulator.Report;

/// <summary>A frame that arrived.</summary>
/// <param name="Sent">When it left, microseconds.</param>
/// <param name="Arrived">When it was there, microseconds.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who got it.</param>
internal readonly record struct ReplayFrame(long Sent, long Arrived, int From, int To);
