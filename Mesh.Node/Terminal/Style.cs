namespace Mesh.Node.Terminal;

/// <summary>What sets a cell apart besides its colours.</summary>
[Flags]
internal enum TextEffects : byte
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Reverse = 16,
}

/// <summary>How a cell looks.</summary>
/// <param name="Foreground">Colour number of the 256-colour palette, or null for the terminal's own.</param>
/// <param name="Background">Likewise, behind the text.</param>
/// <param name="Effects">Everything else.</param>
internal readonly record struct Style(byte? Foreground = null, byte? Background = null, TextEffects Effects = TextEffects.None)
{
    public static Style Plain => default;

    public Style With(TextEffects effects) => this with { Effects = Effects | effects };
}
