namespace Mesh.Discovery;

/// <summary>A discovery that looks up what a person gave. Thread-safe.</summary>
internal interface IKnowsGivenPeers
{
    /// <summary>Each given address, and where it leads as looked up last.</summary>
    IReadOnlyList<GivenPeer> GivenPeers { get; }
}
