using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Integration.Transports;

/// <summary>What a dialler meets that is no Mesh node, or a bad one.</summary>
public sealed class HostileHostTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly NodeKey _key = NodeKey.Create();
    private readonly NodeKey _hostKey = NodeKey.Create();
    private readonly NodeCertificate _certificate;
    private readonly NodeCertificate _host;

    public HostileHostTests()
    {
        _certificate = NodeCertificate.Create(_key);
        _host = NodeCertificate.Create(_hostKey);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _host.Dispose();
        _key.Dispose();
        _hostKey.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nMesh-Reason: full\r\n\r\n", LinkFailure.Rejected, "refused the link: full.")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", LinkFailure.NotMesh, "it answered HTTP 404")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", LinkFailure.NotMesh, "it answered HTTP 302")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\nSec-WebSocket-Protocol: mesh.v1\r\n\r\n", LinkFailure.NotMesh, "")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", LinkFailure.NotMesh, "")]
    public async Task Answer_that_is_no_link_is_told_as_what_it_is(string answer, LinkFailure failure, string sentence)
    {
        await using RawHost host = new(_host.Certificate, _ => Encoding.ASCII.GetBytes(answer));
        LinkException fault = await DialAsync(host);
        Assert.Equal(failure, fault.Failure);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Contains(host.Address.ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sec-WebSocket-Protocol: chat\r\n")]
    public async Task Host_that_does_not_speak_the_subprotocol_is_no_mesh_node(string field)
    {
        await using RawHost host = new(_host.Certificate, key => Encoding.ASCII.GetBytes(RawHost.Acceptance(key) + field + "\r\n"));
        Assert.Equal(LinkFailure.NotMesh, (await DialAsync(host)).Failure);
    }

    // Prevents a peer from switching on compression, whose ratio nobody bounds.
    [Fact]
    public async Task Extension_that_was_not_offered_is_refused()
    {
        await using RawHost host = new(_host.Certificate, key => Encoding.ASCII.GetBytes(RawHost.Acceptance(key) + "Sec-WebSocket-Protocol: mesh.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"));
        Assert.Equal(LinkFailure.NotMesh, (await DialAsync(host)).Failure);
    }

    [Fact]
    public async Task Head_without_end_is_refused()
    {
        await using RawHost host = new(_host.Certificate, _ => Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nX: " + new string('x', 100_000)));
        Assert.Equal(LinkFailure.NotMesh, (await DialAsync(host)).Failure);
    }

    [Fact]
    public async Task Host_without_tls_and_hosts_with_other_keys_are_no_mesh_nodes()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (X509Certificate2? certificate in (X509Certificate2?[])[null, RawCaller.SelfSigned(rsa), RawCaller.SelfSigned(p384)])
        {
            await using RawHost host = new(certificate, _ => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            Assert.Equal(LinkFailure.NotMesh, (await DialAsync(host)).Failure);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silent_host_costs_the_time_limit_and_no_more(bool tls)
    {
        await using RawHost host = new(tls ? _host.Certificate : null, null);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(LinkFailure.TimedOut, (await DialAsync(host)).Failure);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.9, 5);
    }

    [Fact]
    public async Task Host_that_sends_a_masked_frame_breaks_the_rules()
    {
        await using RawHost host = new(_host.Certificate, key => [.. Encoding.ASCII.GetBytes(RawHost.Acceptance(key) + "Sec-WebSocket-Protocol: mesh.v1\r\n\r\n"), 0x82, 0x81, 0, 0, 0, 0, 1]);
        await using ILink link = await Dialer().DialAsync([host.Address], _hostKey.Peer, default).WaitAsync(Soon);
        var fault = await Assert.ThrowsAsync<LinkException>(() => link.ReceiveAsync(default).AsTask().WaitAsync(Soon));
        Assert.Equal(LinkFailure.Violation, fault.Failure);
    }

    // Prevents an accepted socket from outliving the listener.
    [Fact]
    public async Task Listener_that_stops_drops_whoever_is_in_the_middle_of_a_handshake()
    {
        WebSocketListener listener = WebSocketListener.Start(_host.Certificate, new() { PreferredPort = 0 }, NullLogger.Instance);
        await using RawCaller silent = await RawCaller.ConnectAsync(listener.Port);
        await using RawCaller half = await RawCaller.ConnectTlsAsync(listener.Port, _certificate.Certificate);
        await half.SayAsync("GET /mesh"u8.ToArray());
        long start = Stopwatch.GetTimestamp();
        await listener.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
        await silent.ClosedAsync();
        await half.ClosedAsync();
        Assert.Equal(0, listener.CallerCount);
    }

    private WebSocketDialer Dialer() => new(_certificate.Certificate, new() { DialTime = TimeSpan.FromSeconds(1) }, NullLogger.Instance);

    private Task<LinkException> DialAsync(RawHost host) => Assert.ThrowsAsync<LinkException>(() => Dialer().DialAsync([host.Address], null, default).WaitAsync(Soon));
}
