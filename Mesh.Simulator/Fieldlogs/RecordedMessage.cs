using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>A message as the field logs tell of it, on the common clock.</summary>
/// <param name="Id">Called the same by every node.</param>
/// <param name="At">When it was written; when it was first heard, where its author's log is not there.</param>
/// <param name="Writer">Who wrote it, by number.</param>
/// <param name="Bytes">Length of its text.</param>
/// <param name="For">The nodes that should have it and whose logs are there, by number and in order: they were in the room, and recorded on after it was written.</param>
/// <param name="Showings">Where it arrived first at each of these, by time.</param>
internal sealed record RecordedMessage(string Id, MeshInstant At, int Writer, int Bytes, int[] For, IReadOnlyList<Showing> Showings)
{
    /// <summary>Whether a node should have it.</summary>
    public bool IsFor(int node) => Array.BinarySearch(For, node) >= 0;
}
