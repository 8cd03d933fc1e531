using Mesh.Discovery;
using Mesh.Identity;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>The parts of a node in the real world: WebSocket links over mutual TLS, and every way of discovery that the options allow.</summary>
internal static class RealParts
{
    public static NodeTransports Transports(NodeKey key, MeshOptions options) => throw new NotImplementedException();

    public static IPeerDiscovery Discovery(MeshOptions options, IReadOnlyList<LinkAddress> remembered) => throw new NotImplementedException();
}
