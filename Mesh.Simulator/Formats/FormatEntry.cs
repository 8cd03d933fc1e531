namespace Mesh.Simulator.Formats;

/// <summary>One format of the catalogue.</summary>
/// <param name="Name">What options and scenario files call it.</param>
/// <param name="About">What it is, in a few words.</param>
internal sealed record FormatEntry(string Name, string About)
{
    /// <summary>Reads one file.</summary>
    public Func<FormatSource, Imported>? Read { get; init; }

    /// <summary>Reads files that are laid over each other; the second argument is what the user named.</summary>
    public Func<IReadOnlyList<FormatSource>, string, Imported>? ReadSeveral { get; init; }

    /// <summary>Writes a file; null for a format that is only read.</summary>
    public Action<Imported, TextWriter>? Write { get; init; }

    /// <summary>What it needs to be written.</summary>
    public FormatContents Needs { get; init; }

    /// <summary>Why something cannot be written in this format; null when it can.</summary>
    public Func<Imported, string?> Refusal { get; init; } = _ => null;

    /// <summary>A second file that belongs to the first: its ending, and what writes it.</summary>
    public (string Ending, Action<Imported, TextWriter> Write)? Beside { get; init; }
}
