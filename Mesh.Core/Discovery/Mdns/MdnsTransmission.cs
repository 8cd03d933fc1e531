using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>One message to send.</summary>
/// <param name="Segment">Where it leaves.</param>
/// <param name="Bytes">The whole message; nobody changes it any more.</param>
/// <param name="Unicast">Whom it goes to, or null for the multicast group.</param>
internal readonly record struct MdnsTransmission(SegmentId Segment, byte[] Bytes, IPEndPoint? Unicast);
