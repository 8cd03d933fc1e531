namespace Mesh.Simulator.Formats;

/// <summary>A message that a file says was written.</summary>
/// <param name="At">When.</param>
/// <param name="Id">Its name in the file.</param>
/// <param name="From">Who wrote it, by number.</param>
/// <param name="To">For whom, by number; null for everybody or for a group.</param>
/// <param name="Bytes">Its length; 0 where the file does not say.</param>
/// <param name="Group">The group it was for; empty where there are no groups.</param>
internal sealed record ImportedMessage(MeshInstant At, string Id, int From, int? To, int Bytes, string Group = "");
