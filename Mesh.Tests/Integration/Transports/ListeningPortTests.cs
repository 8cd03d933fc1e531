using System.Net;
using System.Net.Sockets;
using Mesh.Identity;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Integration.Transports;

public sealed class ListeningPortTests : IDisposable
{
    private readonly NodeKey _key = NodeKey.Create();
    private readonly NodeCertificate _certificate;

    public ListeningPortTests()
    {
        _certificate = NodeCertificate.Create(_key);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Taken_port_that_was_asked_for_is_one_clear_line()
    {
        await using WebSocketListener first = Start(new());
        var fault = Assert.Throws<MeshException>(() => Start(new() { Port = first.Port }));
        Assert.Equal(MeshFailure.PortUnavailable, fault.Failure);
        Assert.Equal($"Port {first.Port} is already in use by another program; stop that program, choose another port, or choose none to take any free one.", fault.Message);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task Preferred_port_that_is_taken_in_either_family_gives_way_to_a_free_one(string taken)
    {
        var address = IPAddress.Parse(taken);
        using Socket other = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            other.DualMode = false;
        }

        other.Bind(new IPEndPoint(address, 0));
        other.Listen();
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using WebSocketListener listener = Start(new() { PreferredPort = port });
        Assert.NotEqual(port, listener.Port);
        Assert.All(listener.EndPoints, endPoint => Assert.Equal(listener.Port, endPoint.Port));
        Assert.Equal([AddressFamily.InterNetwork, AddressFamily.InterNetworkV6], listener.EndPoints.Select(endPoint => endPoint.AddressFamily));
    }

    // A node that restarts must get its port back although its old links linger in the kernel.
    [Fact]
    public async Task Port_is_free_again_at_once_after_the_listener_with_links_is_gone()
    {
        int port;
        await using (WebSocketListener first = Start(new()))
        {
            port = first.Port;
            await using RawCaller caller = await RawCaller.ConnectAsync(port);
            await caller.AskAsync("GET / HTTP/1.1\r\nHost: mesh\r\n\r\n");
        }

        await using WebSocketListener second = Start(new() { Port = port });
        Assert.Equal(port, second.Port);
    }

    private WebSocketListener Start(WebSocketOptions options) =>
        WebSocketListener.Start(_certificate.Certificate, options.PreferredPort == LinkOptions.PreferredPort ? options with { PreferredPort = 0 } : options, NullLogger.Instance);
}
