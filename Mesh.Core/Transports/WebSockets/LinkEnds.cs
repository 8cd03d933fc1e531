
namespace Mesh.Transports.WebSockets;

/// <summary>Who is at the ends of a link, and where.</summary>
/// <param name="Remote">The peer's key, which TLS has proven it holds.</param>
/// <param name="LocalBinding">SHA-256 of the certificate that this side showed.</param>
/// <param name="IsInitiator">Whether this node dialled.</param>
/// <param name="Address">Where the peer is, and through which interface.</param>
internal sealed record LinkEnds(LinkKey Remote, Digest LocalBinding, bool IsInitiator, LinkAddress Address);
