namespace Mesh.Node.Terminal;

/// <summary>The chat's colours: numbers of the 256-colour palette that read well on dark and on light backgrounds.</summary>
internal static class Palette
{
    private const byte BarGround = 236;

    /// <summary>
    /// Colours for authors. Each has a contrast of at least 4.5 against black and of at least 3 against white (WCAG 2.1, 1.4.3), which a test computes.
    /// </summary>
    public static readonly IReadOnlyList<byte> Authors = [32, 166, 64, 170, 30, 167, 99, 136, 68, 168, 134, 137];

    public static Style Bar => new(252, BarGround);

    public static Style BarFaint => new(246, BarGround);

    public static Style BarUnread => new(221, BarGround, TextEffects.Bold);

    public static Style BarCurrent => new(231, 25, TextEffects.Bold | TextEffects.Underline);

    public static Style BarAlert => new(215, BarGround, TextEffects.Bold);

    public static Style Faint => new(244);

    public static Style Notice => new(244, null, TextEffects.Italic);

    public static Style Arrival => new(64);

    public static Style Departure => new(137);

    public static Style Mistake => new(167);

    public static Style Alert => new(166, null, TextEffects.Bold);

    public static Style AlertText => new(136);

    public static Style Prompt => new(32, null, TextEffects.Bold);

    public static Style Fresh => new(166);

    /// <summary>Black on white, whatever the terminal's ground is: cameras want a QR code so.</summary>
    public static Style Code => new(16, 231);

    /// <summary>An author's colour: the same on every machine and after every start, since it follows from the identity alone.</summary>
    public static byte OfAuthor(PeerId peer)
    {
        Span<byte> bytes = stackalloc byte[PeerId.Size];
        peer.Write(bytes);
        int sum = (bytes[0] << 8) | bytes[1];
        return Authors[sum % Authors.Count];
    }
}
