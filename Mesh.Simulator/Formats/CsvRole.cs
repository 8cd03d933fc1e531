namespace Mesh.Simulator.Formats;

/// <summary>What a column of a table of positions means.</summary>
internal enum CsvRole
{
    /// <summary>Nothing to us.</summary>
    Other,

    /// <summary>Whose position.</summary>
    Id,

    /// <summary>When.</summary>
    Time,

    /// <summary>East in metres, or latitude.</summary>
    X,

    /// <summary>North in metres, or longitude.</summary>
    Y,

    /// <summary>Height in metres.</summary>
    Z,
}
