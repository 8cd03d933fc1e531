namespace Mesh.Transports;

/// <summary>The failures of dialling that are the same whatever carries a link, and which of several to tell.</summary>
internal static class DialFailure
{
    /// <summary>What a peer said outweighs what a network did.</summary>
    private static readonly LinkFailure[] MostTellingFirst =
    [
        LinkFailure.Rejected, LinkFailure.WrongPeer, LinkFailure.Self, LinkFailure.NotMesh, LinkFailure.Violation,
        LinkFailure.Forbidden, LinkFailure.Refused, LinkFailure.Broken, LinkFailure.TimedOut, LinkFailure.Unreachable,
    ];

    /// <summary>The most telling of at least one failure; the earlier of two alike.</summary>
    public static LinkException MostTelling(IEnumerable<LinkException> failures) => failures.MinBy(failure => Array.IndexOf(MostTellingFirst, failure.Failure))!;

    /// <summary>This node itself answered.</summary>
    public static LinkException Self(LinkAddress address) => new(LinkFailure.Self, $"{address} is this node itself, or a copy with its key.");

    /// <summary>Somebody else answered.</summary>
    public static LinkException WrongPeer(LinkAddress address, PeerId found, PeerId expected) =>
        new(LinkFailure.WrongPeer, $"{address} is {found.ToShortString()}, not {expected.ToShortString()}.");
}
