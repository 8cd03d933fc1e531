namespace Mesh.Tests.Integration.Laboratory;

/// <summary>How a program is started on a host.</summary>
internal sealed record LabProcessOptions
{
    /// <summary>A folder inside the host's home that this process has as its home: two users of one host have two.</summary>
    public string User { get; init; } = "user";

    /// <summary>Variables beside those that every process gets; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
