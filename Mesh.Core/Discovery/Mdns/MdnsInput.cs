using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>What wakes the pump: a datagram, or, without bytes, the mere wish that it looks at the clock and its flags.</summary>
/// <param name="Segment">Where the datagram arrived.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Multicast">Whether it was sent to the group, not to us alone.</param>
/// <param name="Bytes">The datagram, or null.</param>
internal readonly record struct MdnsInput(SegmentId Segment, IPEndPoint? Source, bool Multicast, byte[]? Bytes);
