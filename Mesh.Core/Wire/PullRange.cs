namespace Mesh.Wire;

/// <summary>Consecutive messages of one stream that a node asks for.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="First">The first number, at least 1.</param>
/// <param name="Last">The last number, not below <paramref name="First"/>.</param>
internal readonly record struct PullRange(StreamId Stream, ulong First, ulong Last)
{
    /// <summary>Whether the numbers are in their ranges.</summary>
    public bool IsValid => First >= 1 && First <= Last;
}
