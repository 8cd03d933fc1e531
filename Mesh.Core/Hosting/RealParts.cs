using Mesh.Discovery;
using Mesh.Discovery.Static;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>The parts of a node in the real world: WebSocket links over mutual TLS, and every way of discovery that the options allow.</summary>
internal static class RealParts
{
    /// <exception cref="MeshException">The port asked for is taken or not allowed.</exception>
    public static NodeTransports Transports(NodeKey key, MeshOptions options)
    {
        ILogger logger = options.LoggerFactory.CreateLogger("Mesh.Links");
        WebSocketOptions links = new() { Port = options.Links.Port, TimeProvider = options.TimeProvider };
        var certificate = NodeCertificate.Create(key);
        try
        {
            var listener = WebSocketListener.Start(certificate.Certificate, links, logger);
            return new NodeTransports(listener, new WebSocketDialer(certificate.Certificate, links, logger))
            {
                Owned = certificate,
                InterfacesChanged = listener.UpdateInterfaces,
            };
        }
        catch
        {
            certificate.Dispose();
            throw;
        }
    }

    /// <exception cref="MeshException">A given address cannot be understood.</exception>
    public static IPeerDiscovery Discovery(MeshOptions options, IReadOnlyList<RememberedEndPoint> remembered)
    {
        RememberedPeer[] known = [.. remembered.Select(OfNow).OfType<RememberedPeer>()];
        return PeerDiscovery.Of(options.Discovery, known, options.TimeProvider, options.LoggerFactory);
    }

    private static RememberedPeer? OfNow(RememberedEndPoint remembered) =>
        remembered.ToAddress() is LinkAddress address ? new RememberedPeer(remembered.Peer, address.EndPoint) : null;
}
