using Mesh.Discovery;
using Mesh.Identity;

namespace Mesh.Hosting;

/// <summary>The parts of a node in the real world: WebSocket links over mutual TLS, and every way of discovery that the options allow.</summary>
internal static class RealParts
{
    public static NodeTransports Transports(NodeKey key, MeshOptions options) => throw new NotImplementedException();

    public static IPeerDiscovery Discovery(MeshOptions options, IReadOnlyList<RememberedEndPoint> remembered) => throw new NotImplementedException();
}
