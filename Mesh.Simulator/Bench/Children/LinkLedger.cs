using System.Net;
using Mesh.Hosting;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Simulator.Bench.Children;

/// <summary>
/// The real transports of a node, on loopback and an ephemeral port only, which remember their links: a link counts its bytes as they leave for TCP,
/// and nothing else tells those of one process. Thread-safe.
/// </summary>
internal sealed class LinkLedger
{
    private readonly List<ILink> _links = [];

    /// <summary>Bytes handed to TCP so far, by links that are gone too: encryption and framing included, headers of TCP and IP not.</summary>
    public long SentBytes
    {
        get
        {
            lock (_links)
            {
                return _links.Sum(link => link.SentBytes);
            }
        }
    }

    /// <summary>Opens the transports of the node that owns the key.</summary>
    public NodeTransports Open(NodeKey key, MeshOptions options)
    {
        WebSocketOptions links = new() { Port = options.Links.Port, PreferredPort = IPEndPoint.MinPort, LoopbackOnly = true, TimeProvider = options.TimeProvider };
        NodeCertificate certificate = NodeCertificate.Create(key);
        WebSocketListener listener = WebSocketListener.Start(certificate.Certificate, links, NullLogger.Instance);
        WebSocketDialer dialer = new(certificate.Certificate, links, NullLogger.Instance);
        return new NodeTransports(new Listener(listener, this), new Dialer(dialer, this)) { Owned = certificate, InterfacesChanged = listener.UpdateInterfaces };
    }

    private ILink Note(ILink link)
    {
        lock (_links)
        {
            _links.Add(link);
        }

        return link;
    }

    private sealed class Listener(ILinkListener inner, LinkLedger ledger) : ILinkListener
    {
        public IReadOnlyList<IPEndPoint> EndPoints => inner.EndPoints;

        public async ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken) => ledger.Note(await inner.AcceptAsync(cancellationToken).ConfigureAwait(false));

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Dialer(ILinkDialer inner, LinkLedger ledger) : ILinkDialer
    {
        public async Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken) =>
            ledger.Note(await inner.DialAsync(addresses, expected, cancellationToken).ConfigureAwait(false));
    }
}
