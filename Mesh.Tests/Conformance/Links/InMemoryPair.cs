using System.Net;
using Mesh.Transports;
using Mesh.Transports.InMemory;

namespace Mesh.Tests.Conformance.Links;

internal sealed class InMemoryPair : LinkPair
{
    private readonly InMemoryNetwork _network = new();

    public InMemoryPair()
    {
        Listener = _network.Listen(ListeningNode);
    }

    public override ILinkListener Listener { get; }

    public override ILinkDialer Dialer => _network.DialerOf(DiallingNode);

    public override ILinkDialer DialerOfListener => _network.DialerOf(ListeningNode);

    public override LinkAddress Address => new(Listener.EndPoints[0], null);

    public override LinkAddress Nowhere => new(new IPEndPoint(IPAddress.Parse("10.9.9.9"), 1), null);
}
