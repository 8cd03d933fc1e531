namespace Mesh.Simulator.Baselines;

/// <summary>Names a message among the baselines: which run of which author, and its number there, from 0.</summary>
/// <param name="Stream">The author's number and when it started, so that a node that comes back empty does not use a name twice.</param>
/// <param name="Sequence">Number in the stream.</param>
internal readonly record struct BundleId(ulong Stream, uint Sequence) : IComparable<BundleId>
{
    private const int StartBits = 40;

    /// <summary>The stream of a node that starts now, by milliseconds of its clock.</summary>
    public static ulong StreamOf(int node, MeshInstant start) => ((ulong)(uint)node << StartBits) | ((ulong)(start.Microseconds / 1000) & ((1UL << StartBits) - 1));

    /// <inheritdoc/>
    public int CompareTo(BundleId other) => Stream == other.Stream ? Sequence.CompareTo(other.Sequence) : Stream.CompareTo(other.Stream);
}
