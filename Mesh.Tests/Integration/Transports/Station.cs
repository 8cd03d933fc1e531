using System.Net;
using Mesh.Identity;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Transports;
using Mesh.Transports.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Integration.Transports;

/// <summary>A listener and a dialler on a host of the laboratory.</summary>
internal sealed class Station : IAsyncDisposable
{
    private readonly LabHost _host;
    private readonly NodeKey _key = NodeKey.Create();
    private readonly NodeCertificate _certificate;
    private readonly WebSocketListener _listener;

    public Station(LabHost host)
    {
        _host = host;
        _certificate = NodeCertificate.Create(_key);
        _listener = host.Enter(() => WebSocketListener.Start(_certificate.Certificate, new(), NullLogger.Instance));
    }

    public PeerId Peer => _key.Peer;

    public int Port => _listener.Port;

    /// <summary>Tells the listener which interfaces the host has now.</summary>
    public void ReadInterfaces() => _host.Enter(() =>
    {
        _listener.UpdateInterfaces(LinkInterface.ReadAll());
        return true;
    });

    public Task<ILink> AcceptAsync() => _listener.AcceptAsync(default).AsTask();

    public Task<ILink> DialAsync(IPAddress address, int port, string? interfaceName) => _host.Enter(() =>
    {
        WebSocketDialer dialer = new(_certificate.Certificate, new() { DialTime = TimeSpan.FromSeconds(3) }, NullLogger.Instance);
        return dialer.DialAsync([new LinkAddress(new IPEndPoint(address, port), interfaceName)], null, default);
    });

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _certificate.Dispose();
        _key.Dispose();
    }
}
