namespace Mesh.Simulator.Fieldlogs;

/// <summary>How a recording's clock stands to the common one.</summary>
/// <param name="Start">The beginning of the recording, in microseconds of the common clock.</param>
/// <param name="Source">By what that was found.</param>
/// <param name="Events">How many events in common agree on it.</param>
/// <param name="Spread">How far these lie apart, microseconds: what the offset may be wrong by.</param>
/// <param name="WallError">How far the wall clock was ahead of the reference's, microseconds.</param>
internal readonly record struct ClockOffset(long Start, ClockSource Source, int Events, long Spread, long WallError);
