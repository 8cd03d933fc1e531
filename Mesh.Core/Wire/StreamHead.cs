namespace Mesh.Wire;

/// <summary>How far a store has followed a stream.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="Sequence">The highest verified sequence number, at least 1.</param>
internal readonly record struct StreamHead(StreamId Stream, ulong Sequence);
