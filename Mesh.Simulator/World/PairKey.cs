namespace Mesh.Simulator.World;

/// <summary>
/// Two numbers as one key of a dictionary. The runtime hashes a 64-bit key by folding its halves, which for a plain pair of small numbers leaves next to nothing but
/// collisions; multiplied by an odd constant it stays one to one and folds well.
/// </summary>
internal static class PairKey
{
    private const long Spread = unchecked((long)0x9E3779B97F4A7C15);

    /// <summary>The key of an ordered pair.</summary>
    public static long Of(int first, int second) => unchecked((((long)first << 32) | (uint)second) * Spread);
}
