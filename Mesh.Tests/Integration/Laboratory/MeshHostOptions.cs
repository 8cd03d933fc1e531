namespace Mesh.Tests.Integration.Laboratory;

/// <summary>How the command <c>mesh</c> is started on a host.</summary>
internal sealed record MeshHostOptions
{
    /// <summary>The name its person goes by; by default that of the host: h1, h2, ...</summary>
    public string? Name { get; init; }

    /// <summary>Further words of the command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The user of the host; two of them have two homes.</summary>
    public string User { get; init; } = "user";

    /// <summary>Variables beside those that every process gets.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
