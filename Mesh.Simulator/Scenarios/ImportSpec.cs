namespace Mesh.Simulator.Scenarios;

/// <summary>A file of movement, contacts or a graph.</summary>
internal sealed record ImportSpec
{
    /// <summary>The file, relative to the scenario file.</summary>
    [Field("The file, relative to the scenario file.")]
    public required string File { get; init; }

    /// <summary>Its format, by the names of the format catalogue; empty to tell it by name and contents.</summary>
    [Field("Its format; 'mesh-sim convert --help' names them. Left out: told by name and contents.")]
    public string Format { get; init; } = "";

    /// <summary>Contacts shorter than this are made this long; scans record an instant where people met for longer.</summary>
    [Field("Contacts shorter than this are made this long.", Unit = Unit.Seconds, Min = 0, Max = 3600)]
    public TimeSpan ContactMin { get; init; }

    /// <summary>Contacts begin so much earlier; who recorded links knows them from the end of their handshake on.</summary>
    [Field("Contacts begin so much earlier, but not before the pair's last ended; a record of links knows them from the end of their handshake on.", Unit = Unit.Seconds, Min = 0, Max = 60)]
    public TimeSpan ContactLead { get; init; }
}
