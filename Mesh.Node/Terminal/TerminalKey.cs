namespace Mesh.Node.Terminal;

/// <summary>Keys by what they ask for, whatever combination a terminal sends for them.</summary>
internal enum TerminalKey
{
    Enter,
    NewLine,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    ScrollTop,
    ScrollBottom,
    KillWord,
    KillToStart,
    KillToEnd,
    Yank,
    Complete,
    CompleteBack,
    NextRoom,
    PreviousRoom,
    Redraw,
    Escape,
    Interrupt,
    EndOfInput,
}
