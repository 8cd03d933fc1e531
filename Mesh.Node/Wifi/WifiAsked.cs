using Mesh.Node.Configuration;
using Mesh.Node.Processes;

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

    /// <summary>Whether a person typed it with sudo: what is made then is root's to end.</summary>
    public bool IsBySudo { get; init; }

    /// <summary>What a person types to end what was made: with the same rights and the same data folder.</summary>
    public string StopCommand => $"{(IsBySudo ? "sudo " : string.Empty)}mesh wifi stop{(Place is { IsChosen: true, Folder: { } folder } ? $" --data {ShellWord.Of(folder)}" : string.Empty)}";

    /// <summary>The folder of wpa_supplicant's sockets that a person named; null for the usual one.</summary>
    public string? SocketFolder { get; init; }

    /// <summary>The radio's interface that a person named; null for the first that can.</summary>
    public string? Interface { get; init; }
}
