using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>A dial to somebody announced or given who did not answer as hoped.</summary>
/// <param name="Who">The other end for people: its announced name, or its address.</param>
/// <param name="Address">Where it was tried first.</param>
/// <param name="Interface">Our interface, or null.</param>
/// <param name="IsGiven">Whether a person gave the address; otherwise it was heard.</param>
/// <param name="Failure">What happened.</param>
/// <param name="Text">What was said; free of control characters.</param>
internal sealed record ObservedDial(string Who, string Address, string? Interface, bool IsGiven, LinkFailure Failure, string Text)
{
    /// <summary>Whose address it was, or null when unknown.</summary>
    public PeerId? Peer { get; init; }

    /// <summary>Every address that was tried, separated by blanks: as text, so that two alike are equal.</summary>
    public string Tried { get; init; } = Address;
}
