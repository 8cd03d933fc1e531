namespace Mesh.Node.Web;

/// <summary>One event on its way to a visitor.</summary>
/// <param name="Number">Its "n", by which a stream goes on; null for what has none.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Utf8">The JSON object, one line without its end.</param>
internal readonly record struct EventLine(string? Number, string Name, ReadOnlyMemory<byte> Utf8);
