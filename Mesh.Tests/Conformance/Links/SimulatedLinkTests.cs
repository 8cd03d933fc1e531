namespace Mesh.Tests.Conformance.Links;

public sealed class SimulatedLinkTests : LinkConformance
{
    private protected override LinkPair CreatePair() => new SimulatedPair();
}

public sealed class SimulatedListenerTests : ListenerConformance
{
    private protected override LinkPair CreatePair() => new SimulatedPair();
}
