using Mesh.Wire;

namespace Mesh.Protocol.Topics;

/// <summary>A bundle of events or of routed messages that waits for its turn, or has it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Core">What it says; valid for as long as it is held.</param>
/// <param name="Bytes">What it takes.</param>
/// <param name="At">When it came.</param>
internal sealed record OrderedBundle(StreamId Stream, BundleCore Core, int Bytes, MeshInstant At);
