namespace Mesh;

/// <summary>How a dial ended that led to no link.</summary>
public enum DialOutcome
{
    /// <summary>The address answered that nothing listens there, or a firewall there says so.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The system knows no way to the address: its link-layer address could not be found out, or a firewall there says so.</summary>
    Unreachable,

    /// <summary>This system forbids the connection.</summary>
    Forbidden,

    /// <summary>Somebody answered, and no link came of it.</summary>
    NoLink,
}

/// <summary>A dial that led to no link.</summary>
/// <param name="Peer">Whose address it was, or null when unknown.</param>
/// <param name="Who">The other end for people: its announced name, or its address.</param>
/// <param name="Interface">Our interface, or null.</param>
/// <param name="IsGiven">Whether a person gave the address; otherwise it was heard.</param>
/// <param name="Addresses">The addresses that were tried, each with its port.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What was said; free of control characters.</param>
public sealed record FailedDial(PeerId? Peer, string Who, string? Interface, bool IsGiven, IReadOnlyList<string> Addresses, DialOutcome Outcome, string Text);
