namespace Mesh.Node.Lines;

/// <summary>One line to be printed.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="IsNote">Whether it is about the chat and not of it: notes go to standard error, so that a pipe gets messages only.</param>
internal readonly record struct ChatLine(string Text, bool IsNote);
