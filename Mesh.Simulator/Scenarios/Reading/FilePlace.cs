namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A place in a scenario file.</summary>
/// <param name="File">The file as it was named, or the option that a value came from.</param>
/// <param name="Line">Its line, from 1; 0 where there is none.</param>
/// <param name="Column">Its column, from 1; 0 where there is none.</param>
internal readonly record struct FilePlace(string File, int Line, int Column)
{
    /// <summary>The place some columns further right.</summary>
    public FilePlace Right(int columns) => Line == 0 ? this : this with { Column = Column + columns };

    /// <summary>As compilers write it.</summary>
    public override string ToString() => Line == 0 ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");
}
