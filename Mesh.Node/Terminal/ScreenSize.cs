namespace Mesh.Node.Terminal;

/// <summary>How large the screen is.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct ScreenSize(int Width, int Height);
