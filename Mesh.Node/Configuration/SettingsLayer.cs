namespace Mesh.Node.Configuration;

/// <summary>What one source says: the command line, the environment or the file. Null means that it says nothing.</summary>
internal sealed record SettingsLayer
{
    public static readonly SettingsLayer Empty = new();

    public string? Name { get; init; }

    public IReadOnlyList<string>? Rooms { get; init; }

    public string? Network { get; init; }

    /// <summary>The passphrase itself; never from the command line, where everybody on the machine could read it.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Whether to ask for the passphrase; from the command line only.</summary>
    public bool? AskPassphrase { get; init; }

    public string? PassphraseFile { get; init; }

    public IReadOnlyList<string>? Peers { get; init; }

    public IReadOnlyList<string>? Interfaces { get; init; }

    public int? Port { get; init; }

    public bool? NoMdns { get; init; }

    public string? Data { get; init; }

    public string? Profile { get; init; }

    public string? Config { get; init; }

    /// <summary>The file of the field log.</summary>
    public string? Record { get; init; }

    public bool? Json { get; init; }

    public bool? Verbose { get; init; }

    public PageLayer Page { get; init; } = PageLayer.Empty;

    /// <summary>
    /// This layer where it speaks, otherwise the lower one. The three ways to give a passphrase are one question:
    /// if this layer uses any, the lower layer's are not asked.
    /// </summary>
    public SettingsLayer Over(SettingsLayer lower)
    {
        bool speaksOfPassphrase = Passphrase is not null || AskPassphrase is not null || PassphraseFile is not null;
        SettingsLayer key = speaksOfPassphrase ? this : lower;
        return new SettingsLayer
        {
            Name = Name ?? lower.Name,
            Rooms = Rooms ?? lower.Rooms,
            Network = Network ?? lower.Network,
            Passphrase = key.Passphrase,
            AskPassphrase = key.AskPassphrase,
            PassphraseFile = key.PassphraseFile,
            Peers = Peers ?? lower.Peers,
            Interfaces = Interfaces ?? lower.Interfaces,
            Port = Port ?? lower.Port,
            NoMdns = NoMdns ?? lower.NoMdns,
            Data = Data ?? lower.Data,
            Profile = Profile ?? lower.Profile,
            Config = Config ?? lower.Config,
            Record = Record ?? lower.Record,
            Json = Json ?? lower.Json,
            Verbose = Verbose ?? lower.Verbose,
            Page = Page.Over(lower.Page),
        };
    }
}
