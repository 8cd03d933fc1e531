namespace Mesh.Node.Terminal;

/// <summary>Which key does what.</summary>
internal static class KeyMap
{
    /// <summary>What the key asks for, or null when it is a character or means nothing.</summary>
    public static TerminalInput? Find(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        bool alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        if (control && alt && OperatingSystem.IsWindows() && !char.IsControl(key.KeyChar))
        {
            // AltGr: the key types a character.
            return null;
        }

        if (alt && key.KeyChar is >= '1' and <= '9')
        {
            return new RoomAsked(key.KeyChar - '0');
        }

        TerminalKey? found = OfNamedKey(key, control, alt) ?? (alt ? OfAlt(key) : null) ?? OfControl(key, control);
        return found is TerminalKey known ? new KeyPressed(known) : null;
    }

    private static TerminalKey? OfNamedKey(ConsoleKeyInfo key, bool control, bool alt) => key.Key switch
    {
        ConsoleKey.Enter => alt || key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? TerminalKey.NewLine : TerminalKey.Enter,
        ConsoleKey.Backspace => alt || control ? TerminalKey.KillWord : TerminalKey.Backspace,
        ConsoleKey.Delete => TerminalKey.Delete,
        ConsoleKey.LeftArrow => control || alt ? TerminalKey.WordLeft : TerminalKey.Left,
        ConsoleKey.RightArrow => control || alt ? TerminalKey.WordRight : TerminalKey.Right,
        ConsoleKey.UpArrow => alt ? TerminalKey.PreviousRoom : TerminalKey.Up,
        ConsoleKey.DownArrow => alt ? TerminalKey.NextRoom : TerminalKey.Down,
        ConsoleKey.Home => control ? TerminalKey.ScrollTop : TerminalKey.Home,
        ConsoleKey.End => control ? TerminalKey.ScrollBottom : TerminalKey.End,
        ConsoleKey.PageUp => TerminalKey.PageUp,
        ConsoleKey.PageDown => TerminalKey.PageDown,
        ConsoleKey.Tab => key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? TerminalKey.CompleteBack : TerminalKey.Complete,
        ConsoleKey.Escape => TerminalKey.Escape,
        _ => null,
    };

    private static TerminalKey? OfAlt(ConsoleKeyInfo key) => key.KeyChar switch
    {
        'b' or 'B' => TerminalKey.WordLeft,
        'f' or 'F' => TerminalKey.WordRight,
        '\r' or '\n' => TerminalKey.NewLine,
        _ => null,
    };

    /// <summary>Control characters by their value: terminals agree on the bytes, not on the modifiers that the console reports.</summary>
    private static TerminalKey? OfControl(ConsoleKeyInfo key, bool control) => (key.KeyChar, control, key.Key) switch
    {
        ('\u0001', _, _) or (_, true, ConsoleKey.A) => TerminalKey.Home,
        ('\u0002', _, _) or (_, true, ConsoleKey.B) => TerminalKey.Left,
        ('\u0003', _, _) or (_, true, ConsoleKey.C) => TerminalKey.Interrupt,
        ('\u0004', _, _) or (_, true, ConsoleKey.D) => TerminalKey.EndOfInput,
        ('\u0005', _, _) or (_, true, ConsoleKey.E) => TerminalKey.End,
        ('\u0006', _, _) or (_, true, ConsoleKey.F) => TerminalKey.Right,
        ('\u0008', _, _) or (_, true, ConsoleKey.H) => TerminalKey.Backspace,
        ('\n', _, _) or (_, true, ConsoleKey.J) => TerminalKey.NewLine,
        ('\u000B', _, _) or (_, true, ConsoleKey.K) => TerminalKey.KillToEnd,
        ('\u000C', _, _) or (_, true, ConsoleKey.L) => TerminalKey.Redraw,
        ('\u000E', _, _) or (_, true, ConsoleKey.N) => TerminalKey.NextRoom,
        ('\u0010', _, _) or (_, true, ConsoleKey.P) => TerminalKey.PreviousRoom,
        ('\u0015', _, _) or (_, true, ConsoleKey.U) => TerminalKey.KillToStart,
        ('\u0017', _, _) or (_, true, ConsoleKey.W) => TerminalKey.KillWord,
        ('\u0019', _, _) or (_, true, ConsoleKey.Y) => TerminalKey.Yank,
        _ => null,
    };
}
