using System.Net;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>One message on the cable.</summary>
internal sealed record MdnsLanPacket(MeshInstant At, Station From, SegmentId Segment, IPEndPoint Source, IPEndPoint? Unicast, byte[] Bytes, DnsMessage Message)
{
    public bool IsBrowse => !Message.IsResponse && Message.Authorities.Count == 0 && Message.Questions.Any(question => question.Name.Equals(OwnService.Type));

    public bool IsProbe => !Message.IsResponse && Message.Authorities.Count > 0;

    public bool IsGoodbye => Message.IsResponse && Message.Answers.All(record => record.TtlSeconds == 0);
}
