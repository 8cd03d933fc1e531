using System.Text.Json;
using Mesh.Node.Lines;

namespace Mesh.Node.Wifi;

/// <summary>One change to the machine's radios, as it was written down before it was made. Holds no secret.</summary>
internal sealed record LedgerEntry
{
    /// <summary>The entry's number in its ledger.</summary>
    public required int Number { get; init; }

    /// <summary>What has to be taken back.</summary>
    public required UndoKind Kind { get; init; }

    /// <summary>The folder of wpa_supplicant's sockets; empty for a program.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>The interface that is changed; for wpa_supplicant the one whose socket takes the command.</summary>
    public string On { get; init; } = string.Empty;

    /// <summary>The command to wpa_supplicant, or the program and its arguments, that take the change back; empty for groups and networks.</summary>
    public IReadOnlyList<string> Undo { get; init; } = [];

    /// <summary>What there was of the kind before the change: interfaces of groups, numbers of networks.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What the change made: the interface of a group, the number of a network; null as long as it is not known.</summary>
    public string? Made { get; init; }

    /// <summary>The network's name, for people.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The boot of the machine in which the change was made; empty where the system does not tell. No change outlives its boot.</summary>
    public string Boot { get; init; } = string.Empty;

    /// <summary>The entry as a line.</summary>
    public override string ToString() => JsonLine.Object()
        .With("entry", Number)
        .With("kind", Kind.ToString())
        .With("folder", Folder)
        .With("on", On)
        .With("undo", Undo)
        .With("before", Before)
        .With("made", Made)
        .With("name", Name)
        .With("boot", Boot)
        .ToString();

    /// <summary>The entry of a line; null when the line is none, or asks for what this program does not write (<see cref="UndoRule"/>).</summary>
    public static LedgerEntry? Of(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            LedgerEntry entry = new()
            {
                Number = root.GetProperty("entry").GetInt32(),
                Kind = Enum.Parse<UndoKind>(Text(root, "kind")),
                Folder = Text(root, "folder"),
                On = Text(root, "on"),
                Undo = List(root, "undo"),
                Before = List(root, "before"),
                Made = root.GetProperty("made").GetString(),
                Name = Text(root, "name"),
                Boot = Text(root, "boot"),
            };
            return UndoRule.Allows(entry) ? entry : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static string Text(JsonElement root, string key) => root.GetProperty(key).GetString() ?? string.Empty;

    private static string[] List(JsonElement root, string key) => [.. root.GetProperty(key).EnumerateArray().Select(item => item.GetString() ?? string.Empty)];
}
