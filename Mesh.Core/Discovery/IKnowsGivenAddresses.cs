namespace Mesh.Discovery;

/// <summary>A discovery that looks up what a person gave. Thread-safe.</summary>
internal interface IKnowsGivenAddresses
{
    /// <summary>Each given address, and where it leads as looked up last.</summary>
    IReadOnlyList<GivenAddress> GivenAddresses { get; }
}
