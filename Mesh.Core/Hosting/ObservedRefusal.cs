using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>A link that was refused.</summary>
/// <param name="Peer">The other end.</param>
/// <param name="Code">Why.</param>
/// <param name="ByPeer">Whether the other end refused.</param>
/// <param name="Who">The other end for people: name and address.</param>
/// <param name="Interface">Our interface, or null.</param>
/// <param name="Text">What was said; free of control characters.</param>
internal sealed record ObservedRefusal(PeerId Peer, RefusalCode Code, bool ByPeer, string Who, string? Interface, string Text);
