namespace Mesh;

/// <summary>How a node is doing, as known at one moment; taken every second.</summary>
/// <param name="StartedAt">When it started, by this machine's wall clock.</param>
/// <param name="MessagesUnsent">Own messages that left on no link yet.</param>
/// <param name="HistoryBytes">Bytes of messages that it holds for those who come late.</param>
/// <param name="HistoryBytesMax">How many it may hold.</param>
public sealed record MeshFigures(DateTimeOffset StartedAt, int MessagesUnsent, long HistoryBytes, long HistoryBytesMax);
