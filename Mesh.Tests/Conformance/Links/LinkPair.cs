using Mesh.Identity;
using Mesh.Transports;

namespace Mesh.Tests.Conformance.Links;

/// <summary>Two nodes that can link, whatever carries their links: one listens, one dials.</summary>
internal abstract class LinkPair : IAsyncDisposable
{
    /// <summary>Whoever waits longer than this waits for ever.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly NodeKey _listeningKey = NodeKey.Create();
    private readonly NodeKey _diallingKey = NodeKey.Create();

    protected LinkPair()
    {
        ListeningCertificate = NodeCertificate.Create(_listeningKey);
        DiallingCertificate = NodeCertificate.Create(_diallingKey);
        ListeningNode = LinkKey.Own(ListeningCertificate.Certificate);
        DiallingNode = LinkKey.Own(DiallingCertificate.Certificate);
    }

    public abstract ILinkListener Listener { get; }

    public abstract ILinkDialer Dialer { get; }

    /// <summary>A dialler with the listening node's own key.</summary>
    public abstract ILinkDialer DialerOfListener { get; }

    /// <summary>Where the listener is dialled.</summary>
    public abstract LinkAddress Address { get; }

    /// <summary>Where nobody listens.</summary>
    public abstract LinkAddress Nowhere { get; }

    public NodeCertificate ListeningCertificate { get; }

    public NodeCertificate DiallingCertificate { get; }

    public LinkKey ListeningNode { get; }

    public LinkKey DiallingNode { get; }

    public async Task<(ILink Dialled, ILink Accepted)> ConnectAsync()
    {
        using CancellationTokenSource limit = new(Soon);
        ILink dialled = await Dialer.DialAsync([Address], ListeningNode.Peer, limit.Token);
        return (dialled, await Listener.AcceptAsync(limit.Token));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        ListeningCertificate.Dispose();
        DiallingCertificate.Dispose();
        _listeningKey.Dispose();
        _diallingKey.Dispose();
    }
}
