namespace Mesh.Node.Slides;

/// <summary>What is being shown in a room.</summary>
/// <param name="Message">The message that brought the slides.</param>
/// <param name="Deck">The slides.</param>
/// <param name="Slide">Which of them everybody sees, from 1.</param>
internal sealed record Presentation(RoomMessage Message, Deck Deck, int Slide)
{
    /// <summary>The Markdown of the present slide.</summary>
    public string Text => Deck.Slides[Slide - 1];

    /// <summary>The slide that another number means: the nearest that there is.</summary>
    public int Nearest(int slide) => Math.Clamp(slide, 1, Deck.Slides.Count);
}
