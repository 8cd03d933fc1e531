using Microsoft.Extensions.Logging;

namespace Mesh.Node.Configuration;

/// <summary>Everything that a run of the command needs to know, settled.</summary>
internal sealed record NodeSettings
{
    public required string Name { get; init; }

    /// <summary>At least one; lines are said in the first.</summary>
    public required IReadOnlyList<string> Rooms { get; init; }

    public required string Network { get; init; }

    /// <summary>The passphrase, or null for an open network.</summary>
    public required string? Passphrase { get; init; }

    public required IReadOnlyList<string> Peers { get; init; }

    public required IReadOnlyList<string> Interfaces { get; init; }

    public required int? Port { get; init; }

    public required bool NoMdns { get; init; }

    public required StoragePlace Data { get; init; }

    /// <summary>Where links and messages are recorded; null for nowhere.</summary>
    public required string? Record { get; init; }

    public required bool Json { get; init; }

    public required bool Verbose { get; init; }

    public required PageSettings Page { get; init; }

    /// <summary>The options of the node.</summary>
    /// <param name="dataFolder">Where it keeps things, or null for nowhere.</param>
    /// <param name="logs">Where logs go.</param>
    public MeshOptions ToOptions(string? dataFolder, ILoggerFactory logs) => new()
    {
        Name = Name,
        Network = Network,
        Passphrase = Passphrase,
        DataFolder = dataFolder,
        Links = new LinkOptions { Port = Port },
        Discovery = new DiscoveryOptions { Mdns = !NoMdns, Interfaces = Interfaces, Peers = Peers },
        LoggerFactory = logs,
    };
}
