using System.Globalization;

namespace Mesh.Node.Slides;

/// <summary>Which slide a presenter asks for: "next", "back", a number, or "end".</summary>
internal static class TurnTarget
{
    public const string Next = "next";
    public const string Back = "back";
    public const string End = "end";

    /// <summary>The number for a turn's message; null when there is none, and then the complaint is one sentence with the mend.</summary>
    /// <param name="word">What the person wrote.</param>
    /// <param name="shown">What is shown in the room, or null for nothing.</param>
    /// <param name="slide">The slide to count from: the last one asked for, which may not be shown yet.</param>
    /// <param name="complaint">The sentence, or empty.</param>
    public static int? Of(string word, Presentation? shown, int slide, out string complaint)
    {
        complaint = string.Empty;
        if (shown is null)
        {
            complaint = "You show no slides in this room; /present FILE.md begins.";
            return null;
        }

        if (!shown.Message.IsOwn)
        {
            complaint = "Only who shows the slides can turn them; /present FILE.md shows your own.";
            return null;
        }

        int count = shown.Deck.Slides.Count;
        switch (word.ToLowerInvariant())
        {
            case End:
                return 0;
            case Next when slide >= count:
                complaint = string.Create(CultureInfo.InvariantCulture, $"This is the last slide, {count}; /turn end ends.");
                return null;
            case Next:
                return slide + 1;
            case Back when slide <= 1:
                complaint = "This is the first slide.";
                return null;
            case Back:
                return slide - 1;
            default:
                bool isNumber = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) && wanted >= 1 && wanted <= count;
                complaint = isNumber ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"/turn takes next, back, end or a slide from 1 to {count}.");
                return isNumber ? wanted : null;
        }
    }
}
