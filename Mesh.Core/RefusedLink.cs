namespace Mesh;

/// <summary>A link that was refused by either end.</summary>
/// <param name="Peer">The other end.</param>
/// <param name="Who">The other end for people: name and address.</param>
/// <param name="Interface">Our interface, or null.</param>
/// <param name="Code">Why, as in the notices of <see cref="MeshEvent"/>: "passphrase-mismatch", "network-mismatch", "revision-mismatch" or "link-refused".</param>
/// <param name="Text">One sentence for a person; free of control characters.</param>
public sealed record RefusedLink(PeerId Peer, string Who, string? Interface, string Code, string Text);

/// <summary>A node that announces itself and cannot be linked with.</summary>
/// <param name="Peer">Who, or null when it did not say.</param>
/// <param name="Who">The node for people: its announced name, or its address.</param>
/// <param name="Interface">Our interface on which it was heard, or null.</param>
/// <param name="IsOtherNetwork">Whether it belongs to another network; false when it speaks no protocol revision of ours.</param>
public sealed record StrangerNode(PeerId? Peer, string Who, string? Interface, bool IsOtherNetwork);

/// <summary>How a neighbour's clock stands to ours.</summary>
/// <param name="Peer">The neighbour.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Lead">
/// How far its clock is ahead of ours, negative when behind, as its newest presence told when it arrived. A clock that is behind shows up to five minutes
/// less than it is (docs/protocol.md, "Messages"), and one that is right up to five minutes ahead when somebody's beyond it is.
/// </param>
public sealed record NeighbourClock(PeerId Peer, string Name, TimeSpan Lead);
