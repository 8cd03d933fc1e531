namespace Mesh.Node.Terminal;

/// <summary>The modes that the chat switches, and back. Source: xterm's control sequences, DEC private modes.</summary>
internal static class TerminalModes
{
    /// <summary>Alternate screen (1049), no wrapping at the right edge (7), bracketed paste (2004), a clear screen.</summary>
    public const string Enter = "\e[?1049h\e[?7l\e[?2004h\e[0m\e[2J";

    /// <summary>All of it undone, an unfinished synchronized update (2026) ended, the cursor shown (25), looks as usual.</summary>
    public const string Leave = "\e[?2026l\e[0m\e[?2004l\e[?7h\e[?25h\e[?1049l";
}
