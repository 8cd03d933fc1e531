using Mesh.Discovery.Mdns;
using Mesh.Discovery.Static;
using Microsoft.Extensions.Logging;

namespace Mesh.Discovery;

/// <summary>Puts together the ways to find peers that a node's options ask for.</summary>
internal static class PeerDiscovery
{
    /// <summary>The discovery of a node, not started yet; the caller owns it.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="remembered">Where peers were reached in earlier runs, newest first.</param>
    /// <param name="timeProvider">The clock and its timers.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <exception cref="MeshException"><see cref="MeshFailure.BadAddress"/>: an address among the peers cannot be understood.</exception>
    public static IPeerDiscovery Of(DiscoveryOptions options, IReadOnlyList<RememberedPeer> remembered, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        List<IPeerDiscovery> parts = [];
        MdnsDiscovery? mdns = null;
        if (options.Mdns)
        {
            mdns = new MdnsDiscovery(options.Interfaces, timeProvider, loggers.CreateLogger<MdnsDiscovery>());
            parts.Add(mdns);
        }

        if (options.Peers.Count > 0)
        {
            PeerEndPointText[] peers = [.. options.Peers.Select(Parse)];
            parts.Add(new StaticDiscovery(peers, timeProvider, loggers.CreateLogger<StaticDiscovery>()));
        }

        if (remembered.Count > 0)
        {
            parts.Add(new RememberedPeers(remembered, timeProvider));
        }

        if (options.Guesses)
        {
            parts.Add(new GatewayGuesses(mdns, new InterfaceChoice(options.Interfaces), timeProvider, loggers.CreateLogger<GatewayGuesses>()));
        }

        return new CompositeDiscovery(parts);
    }

    private static PeerEndPointText Parse(string text) =>
        PeerEndPointText.TryParse(text, out PeerEndPointText? peer, out string? fault) ? peer : throw new MeshException(MeshFailure.BadAddress, fault);
}
