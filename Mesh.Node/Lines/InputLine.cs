namespace Mesh.Node.Lines;

/// <summary>One line that was read.</summary>
/// <param name="Text">Its text without its end; of a line that is too long, empty.</param>
/// <param name="ByteCount">How many bytes it has in all.</param>
/// <param name="IsTooLong">Whether it has more bytes than the reader holds.</param>
internal readonly record struct InputLine(string Text, long ByteCount, bool IsTooLong);
