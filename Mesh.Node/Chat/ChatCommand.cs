namespace Mesh.Node.Chat;

/// <summary>A line that a person typed, understood. A leading '/' begins a command, "//" says a text that begins with '/'.</summary>
/// <param name="Verb">What is asked for.</param>
/// <param name="Argument">The rest of the line; its meaning is told at each <see cref="ChatVerb"/>.</param>
internal sealed record ChatCommand(ChatVerb Verb, string Argument)
{
    private static readonly CommandForm[] Forms =
    [
        new("/join", ChatVerb.Join, "ROOM", NeedsArgument: true, "join a room"),
        new("/leave", ChatVerb.Leave, "[ROOM]", NeedsArgument: false, "leave a room"),
        new("/rooms", ChatVerb.Rooms, "", NeedsArgument: false, "list your rooms"),
        new("/who", ChatVerb.Who, "[ROOM]", NeedsArgument: false, "list who is in a room"),
        new("/peers", ChatVerb.Peers, "", NeedsArgument: false, "list everybody heard of, and the links"),
        new("/ping", ChatVerb.Ping, "PEER", NeedsArgument: true, "ask every node on the way to somebody: times and losses"),
        new("/trace", ChatVerb.Trace, "WHAT", NeedsArgument: true, "the way to a peer, or of a message: id, last, ROOM, ROOM:3"),
        new("/map", ChatVerb.Map, "", NeedsArgument: false, "draw who is linked with whom"),
        new("/status", ChatVerb.Status, "", NeedsArgument: false, "tell how this node is doing"),
        new("/nick", ChatVerb.Nick, "NAME", NeedsArgument: true, "change your name"),
        new("/me", ChatVerb.Act, "TEXT", NeedsArgument: true, "say what you do"),
        new("/present", ChatVerb.Present, "FILE", NeedsArgument: true, "show slides: a Markdown file, --- between two slides"),
        new("/turn", ChatVerb.Turn, "[WHERE]", NeedsArgument: false, "turn your slides: next (or nothing), back, a number, end"),
        new("/slides", ChatVerb.Slides, "", NeedsArgument: false, "read here the slides that somebody shows, or stop to"),
        new("/page", ChatVerb.Page, "", NeedsArgument: false, "tell where the page for a browser is"),
        new("/invite", ChatVerb.Invite, "[ROOM]", NeedsArgument: false, "let a guest with a phone in, by link or QR code"),
        new("/doctor", ChatVerb.Doctor, "", NeedsArgument: false, "tell why others are not seen"),
        new("/help", ChatVerb.Help, "", NeedsArgument: false, "list the commands"),
        new("/quit", ChatVerb.Quit, "", NeedsArgument: false, "say goodbye"),
    ];

    /// <summary>The commands as typed, in the order of the help.</summary>
    public static IReadOnlyList<string> Names { get; } = Forms.Select(form => form.Name).ToArray();

    /// <summary>One line for each command and one for "//".</summary>
    public static IReadOnlyList<string> HelpLines { get; } =
    [
        .. Forms.Select(form => $"{$"{form.Name} {form.Parameter}",-14} {form.Purpose}"),
        $"{"//TEXT",-14} say a text that begins with /",
    ];

    /// <summary>Understands a line; never fails: what is no command is a <see cref="ChatVerb.Mistake"/>.</summary>
    public static ChatCommand Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return new ChatCommand(ChatVerb.Nothing, string.Empty);
        }

        if (line[0] != '/')
        {
            return new ChatCommand(ChatVerb.Say, line);
        }

        if (line.StartsWith("//", StringComparison.Ordinal))
        {
            return new ChatCommand(ChatVerb.Say, line[1..]);
        }

        int end = line.AsSpan().IndexOfAny(" \t\n");
        string name = end < 0 ? line : line[..end];
        string argument = end < 0 ? string.Empty : line[end..].Trim();
        CommandForm? form = Forms.FirstOrDefault(form => form.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (form is null)
        {
            return Mistake($"There is no command '{Printable.Name(name)}'; /help lists them, and // begins a text with a slash.");
        }

        if (form.NeedsArgument && argument.Length == 0)
        {
            return Mistake($"{form.Name} needs something behind it: {form.Name} {form.Parameter}.");
        }

        if (form.Parameter.Length == 0 && argument.Length > 0)
        {
            return Mistake($"{form.Name} takes nothing behind it; write {form.Name} alone.");
        }

        return new ChatCommand(form.Verb, argument);
    }

    private static ChatCommand Mistake(string sentence) => new(ChatVerb.Mistake, sentence);

    private sealed record CommandForm(string Name, ChatVerb Verb, string Parameter, bool NeedsArgument, string Purpose);
}
