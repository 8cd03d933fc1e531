namespace Mesh.Tests.Conformance.Links;

public sealed class InMemoryLinkTests : LinkConformance
{
    private protected override LinkPair CreatePair() => new InMemoryPair();
}

public sealed class InMemoryListenerTests : ListenerConformance
{
    private protected override LinkPair CreatePair() => new InMemoryPair();
}
