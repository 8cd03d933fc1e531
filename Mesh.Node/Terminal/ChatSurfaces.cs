using Mesh.Node.Guests;

namespace Mesh.Node.Terminal;

/// <summary>What the chat knows beside the node.</summary>
/// <param name="Addresses">Where others can reach this node, as address:port, looked up anew each time.</param>
/// <param name="Page">The page, and who may come in by it.</param>
/// <param name="Wifi">Knows the Wi-Fi network of this machine.</param>
/// <param name="Clock">Tells the time of day and spaces the frames.</param>
internal sealed record ChatSurfaces(Func<IReadOnlyList<string>> Addresses, IPageDesk Page, IWifiFinder Wifi, TimeProvider Clock)
{
    /// <summary>Columns of an answer as the screen is now.</summary>
    public Func<int> Width { get; init; } = static () => new MessageColumns(80).TextWidth;
}
