namespace Mesh.Node.Configuration;

/// <summary>What one source says about the page and the interfaces for programs. Null means that it says nothing.</summary>
internal sealed record PageLayer
{
    public static readonly PageLayer Empty = new();

    public bool? NoPage { get; init; }

    public bool? Open { get; init; }

    public int? Port { get; init; }

    public IReadOnlyList<PageAddress>? Listen { get; init; }

    public bool? Tls { get; init; }

    public IReadOnlyList<string>? Origins { get; init; }

    public IReadOnlyList<string>? Hosts { get; init; }

    public bool? Auth { get; init; }

    public string? GetFolder { get; init; }

    /// <summary>This layer where it speaks, otherwise the lower one.</summary>
    public PageLayer Over(PageLayer lower) => new()
    {
        NoPage = NoPage ?? lower.NoPage,
        Open = Open ?? lower.Open,
        Port = Port ?? lower.Port,
        Listen = Listen ?? lower.Listen,
        Tls = Tls ?? lower.Tls,
        Origins = Origins ?? lower.Origins,
        Hosts = Hosts ?? lower.Hosts,
        Auth = Auth ?? lower.Auth,
        GetFolder = GetFolder ?? lower.GetFolder,
    };
}
