using Mesh.Node.Configuration;

namespace Mesh.Node.Wifi;

/// <summary>What every <c>mesh wifi</c> command is told.</summary>
internal sealed record WifiAsked
{
    /// <summary>Where the ledgers are.</summary>
    public required StoragePlace Place { get; init; }

    /// <summary>Whether to write JSON.</summary>
    public required bool IsJson { get; init; }

    /// <summary>What others see this node as.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of wpa_supplicant's sockets that a person named; null for the usual one.</summary>
    public string? SocketFolder { get; init; }

    /// <summary>The radio's interface that a person named; null for the first that can.</summary>
    public string? Interface { get; init; }
}
