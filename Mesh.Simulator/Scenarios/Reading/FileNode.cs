namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A value of a scenario file with its place. Numbers and truth values are still text: only the field they fill knows what they are.</summary>
internal sealed record FileNode
{
    /// <summary>What it is.</summary>
    public required FileNodeKind Kind { get; init; }

    /// <summary>Where it begins.</summary>
    public required FilePlace Place { get; init; }

    /// <summary>A scalar's text.</summary>
    public string Text { get; init; } = "";

    /// <summary>How many columns after <see cref="Place"/> the text begins: 1 behind a quotation mark.</summary>
    public int Indent { get; init; }

    /// <summary>A list's values.</summary>
    public IReadOnlyList<FileNode> Items { get; init; } = [];

    /// <summary>A map's keys and values, in the file's order.</summary>
    public IReadOnlyList<FileEntry> Entries { get; init; } = [];

    /// <summary>A map without keys.</summary>
    public static FileNode EmptyMap(FilePlace place) => new() { Kind = FileNodeKind.Map, Place = place };

    /// <summary>A text.</summary>
    public static FileNode Scalar(string text, FilePlace place) => new() { Kind = FileNodeKind.Scalar, Place = place, Text = text };

    /// <summary>A map's entry, or null.</summary>
    public FileEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>What it is, for an error message.</summary>
    public string Shown() => Kind switch
    {
        FileNodeKind.List => "a list",
        FileNodeKind.Map => "a map of keys",
        _ => Text.Length == 0 ? "nothing" : ShownText.Of(Text),
    };
}
