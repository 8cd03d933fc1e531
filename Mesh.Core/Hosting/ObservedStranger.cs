namespace Mesh.Hosting;

/// <summary>A node that announces itself and is none of ours.</summary>
/// <param name="Peer">Who, or null when not said.</param>
/// <param name="Who">The node for people: its announced name, or its address.</param>
/// <param name="Interface">Our interface on which it was heard, or null.</param>
/// <param name="IsOtherNetwork">Whether it belongs to another network; false when its protocol revisions are none of ours.</param>
internal sealed record ObservedStranger(PeerId? Peer, string Who, string? Interface, bool IsOtherNetwork);
