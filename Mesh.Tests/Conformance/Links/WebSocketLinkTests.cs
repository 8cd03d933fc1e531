namespace Mesh.Tests.Conformance.Links;

public sealed class WebSocketLinkTests : LinkConformance
{
    private protected override LinkPair CreatePair() => new WebSocketPair();
}

public sealed class WebSocketListenerTests : ListenerConformance
{
    private protected override LinkPair CreatePair() => new WebSocketPair();
}
