using Mesh.Node.Chat;

namespace Mesh.Node.Lines;

/// <summary>What a node says of itself when it is ready and when it is asked.</summary>
/// <param name="Peer">Who it is.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Network">The network's name.</param>
/// <param name="Listen">Where it accepts links.</param>
/// <param name="Rooms">The joined rooms.</param>
/// <param name="DataFolder">Its data folder, or null when nothing is kept.</param>
/// <param name="ControlSocket">The control socket's path, or null when there is none.</param>
/// <param name="Page">Where a browser finds the page, or null when there is none.</param>
internal sealed record NodeStatus(
    PeerId Peer,
    string Name,
    string Network,
    IReadOnlyList<string> Listen,
    IReadOnlyList<string> Rooms,
    string? DataFolder,
    string? ControlSocket,
    string? Page)
{
    /// <summary>The status of a node right now.</summary>
    public static NodeStatus Of(IChatNode node, string? dataFolder, string? controlSocket, string? page) =>
        new(node.Id, node.Name, node.Network, node.EndPoints, node.Rooms, dataFolder, controlSocket, page);
}
