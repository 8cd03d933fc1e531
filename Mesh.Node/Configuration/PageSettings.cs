namespace Mesh.Node.Configuration;

/// <summary>How the page and the interfaces for programs are offered, settled.</summary>
internal sealed record PageSettings
{
    /// <summary>The port when nobody chose one; 6374, where nodes link, and one more.</summary>
    public const int DefaultPort = 6375;

    /// <summary>Whether there is no page at all.</summary>
    public bool IsOff { get; init; }

    /// <summary>Whether to open it in a browser.</summary>
    public bool Opens { get; init; }

    /// <summary>The port that was chosen; null for the default, or a free one when that is taken.</summary>
    public int? Port { get; init; }

    /// <summary>Addresses on which it is offered to others, besides loopback.</summary>
    public IReadOnlyList<PageAddress> Listen { get; init; } = [];

    /// <summary>Whether the addresses for others speak TLS.</summary>
    public bool UsesTls { get; init; }

    /// <summary>Other web origins whose pages may talk to the node, such as "https://example.org".</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Further names by which it may be asked for, such as that of a proxy.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether the token is needed on loopback, too.</summary>
    public bool NeedsToken { get; init; }

    /// <summary>The folder with builds of the program to give away; null for the usual ones only.</summary>
    public string? GetFolder { get; init; }

    /// <summary>Whether anybody asked for something of the page, so that it not opening is a mistake and no mere note.</summary>
    public bool IsAskedFor => Port is not null || Listen.Count > 0 || Opens;

    public static PageSettings Of(PageLayer layer) => new()
    {
        IsOff = layer.NoPage ?? false,
        Opens = layer.Open ?? false,
        Port = layer.Port,
        Listen = layer.Listen ?? [],
        UsesTls = layer.Tls ?? false,
        Origins = layer.Origins ?? [],
        Hosts = layer.Hosts ?? [],
        NeedsToken = layer.Auth ?? false,
        GetFolder = layer.GetFolder,
    };
}
