using System.Security.Authentication;
using Mesh.Tests.Conformance.Links;
using Mesh.Transports;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Integration.Transports;

/// <summary>Which TLS links are made of. Systems without TLS 1.3 must be reached from those that have it, from either side.</summary>
public sealed class TlsTests
{
    private const SslProtocols Both = SslProtocols.Tls12 | SslProtocols.Tls13;

    [Theory]
    [InlineData(Both, Both)]
    [InlineData(SslProtocols.Tls13, Both)]
    [InlineData(Both, SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12, Both)]
    [InlineData(Both, SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12)]
    public async Task Either_side_may_be_pinned_to_one_version(SslProtocols listening, SslProtocols dialling)
    {
        await using WebSocketPair pair = new(new WebSocketOptions { Protocols = listening }, new WebSocketOptions { Protocols = dialling });
        (ILink dialled, ILink accepted) = await pair.ConnectAsync();
        Assert.Equal(pair.ListeningNode.Peer, dialled.Peer);
        Assert.Equal(pair.DiallingNode.Peer, accepted.Peer);
        Assert.Equal(dialled.LocalBinding, accepted.RemoteBinding);
        await dialled.SendAsync(new byte[] { 1 }, default);
        Assert.Equal(1, (await accepted.ReceiveAsync(default).AsTask().WaitAsync(LinkPair.Soon))!.Value.Length);
        await dialled.DisposeAsync();
        await accepted.DisposeAsync();
    }

    [Fact]
    public async Task Sides_without_a_common_version_get_no_link()
    {
        await using WebSocketPair pair = new(new WebSocketOptions { Protocols = SslProtocols.Tls13 }, new WebSocketOptions { Protocols = SslProtocols.Tls12 });
        var fault = await Assert.ThrowsAsync<LinkException>(() => pair.Dialer.DialAsync([pair.Address], null, default).WaitAsync(LinkPair.Soon));
        Assert.Equal(LinkFailure.NotMesh, fault.Failure);
    }

    [Fact]
    public async Task Newest_version_and_a_suite_of_the_list_are_negotiated()
    {
        await using WebSocketPair pair = new();
        await using RawCaller caller = await RawCaller.ConnectTlsAsync(pair.WebSocketListener.Port, pair.DiallingCertificate.Certificate);
        var secured = Assert.IsType<System.Net.Security.SslStream>(caller.Stream);
        Assert.Equal(SslProtocols.Tls13, secured.SslProtocol);
        Assert.True(TlsPolicy.Allows(secured));
    }
}
