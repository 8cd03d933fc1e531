namespace Mesh.Node.Terminal;

/// <summary>The lowest row in view. It names a line, so that the view stays put while other lines arrive.</summary>
/// <param name="Sequence">The line.</param>
/// <param name="RowsBelow">Rows of that line that are out of view, below.</param>
internal readonly record struct ScrollPlace(long Sequence, int RowsBelow);
