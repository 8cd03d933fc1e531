using Mesh.Node.Configuration;
using Mesh.Node.Control;

namespace Mesh.Node.Commands;

/// <summary>Finds the node that runs on this machine with the data folder that the person means.</summary>
internal sealed class RunningNodeFinder
{
    private readonly Surroundings _surroundings;
    private readonly StoragePlace _place;

    public RunningNodeFinder(Surroundings surroundings, StoragePlace place)
    {
        _surroundings = surroundings;
        _place = place;
    }

    /// <summary>Connects to the node.</summary>
    /// <exception cref="ComplaintException">None runs, or it belongs to somebody else.</exception>
    public async Task<ControlClient> FindAsync(CancellationToken cancellationToken) => await TryFindAsync(cancellationToken) ?? throw new ComplaintException(
        $"No node runs with the data folder '{_place.Folder ?? "(none)"}'; start one with 'mesh' or 'mesh run', or name its folder with --data or --profile.");

    /// <summary>Connects to the node; null when none runs.</summary>
    /// <exception cref="ComplaintException">It belongs to somebody else.</exception>
    public async Task<ControlClient?> TryFindAsync(CancellationToken cancellationToken) => _place.Folder is null
        ? null
        : await ControlClient.ConnectAsync(ControlPath.Of(_place.Folder, _surroundings.Variable), cancellationToken);

    /// <summary>What to say when the node is gone in the middle of an answer.</summary>
    public static ComplaintException HungUp() => new("The running node hung up; it stopped, or was too busy. Start it again if it is gone.");
}
