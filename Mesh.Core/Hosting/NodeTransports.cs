using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>How a node accepts and dials links.</summary>
/// <param name="Listener">Accepts; the node disposes it.</param>
/// <param name="Dialer">Dials.</param>
/// <param name="Owned">What both share, disposed after the last link; or null.</param>
internal sealed record NodeTransports(ILinkListener Listener, ILinkDialer Dialer, IDisposable? Owned = null);
