using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>How a node accepts and dials links.</summary>
/// <param name="Listener">Accepts; the node disposes it.</param>
/// <param name="Dialer">Dials.</param>
internal sealed record NodeTransports(ILinkListener Listener, ILinkDialer Dialer)
{
    /// <summary>What both share, disposed after the last link; or null.</summary>
    public IDisposable? Owned { get; init; }

    /// <summary>Told when this machine's interfaces have changed; or null when that does not matter.</summary>
    public Action<IReadOnlyList<LinkInterface>>? InterfacesChanged { get; init; }
}
