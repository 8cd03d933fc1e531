using Mesh.Node.Web;

namespace Mesh.Node.Commands;

/// <summary>Opens the page of a node.</summary>
/// <exception cref="Configuration.ComplaintException">It cannot be opened as asked.</exception>
/// <exception cref="IOException">The system does not let it open.</exception>
internal delegate Task<PageServer> PageStarter(PageParts parts, CancellationToken cancellationToken);
