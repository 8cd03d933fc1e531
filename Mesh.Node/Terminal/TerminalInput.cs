namespace Mesh.Node.Terminal;

/// <summary>Something that reaches the chat from the terminal.</summary>
internal abstract record TerminalInput;

/// <summary>A character was typed.</summary>
/// <param name="Text">One character, as one or two chars.</param>
internal sealed record TextTyped(string Text) : TerminalInput;

/// <summary>A block was pasted.</summary>
/// <param name="Text">Its text, as the terminal gave it.</param>
/// <param name="Cut">Whether it was longer than <see cref="KeyDecoder.PasteCharsMax"/>, and its rest is lost.</param>
internal sealed record BlockPasted(string Text, bool Cut) : TerminalInput;

/// <summary>A key that is no character was pressed.</summary>
internal sealed record KeyPressed(TerminalKey Key) : TerminalInput;

/// <summary>A room was asked for by its place in the room bar.</summary>
/// <param name="Place">1 to 9.</param>
internal sealed record RoomAsked(int Place) : TerminalInput;

/// <summary>The screen has to be drawn anew: its size changed, or somebody else wrote on it.</summary>
internal sealed record ScreenSpoiled : TerminalInput;

/// <summary>The chat has to end: the person, the system or the terminal's end says so.</summary>
internal sealed record CloseAsked : TerminalInput;
