namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A key with its value.</summary>
internal sealed record FileEntry(string Key, FilePlace Place, FileNode Value);
