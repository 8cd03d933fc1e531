using System.Globalization;

namespace Mesh.Node.Slides;

/// <summary>A presenter's turn to a slide: the text of a message of kind <see cref="MessageKind.Turn"/>.</summary>
/// <param name="Slides">The message that holds the slides.</param>
/// <param name="Slide">The slide, from 1; 0 ends the presentation.</param>
internal readonly record struct PageTurn(MessageId Slides, int Slide)
{
    /// <summary>Understands the text; null when it is none.</summary>
    public static PageTurn? Parse(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0
            && MessageId.TryParse(text.AsSpan(0, space), out MessageId slides)
            && int.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int slide)
            ? new PageTurn(slides, slide)
            : null;
    }

    /// <summary>The text of the message.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slides} {Slide}");
}
