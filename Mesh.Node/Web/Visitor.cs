namespace Mesh.Node.Web;

/// <summary>Who talks to the page, as the guard found out.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="GuestName">A guest's nickname; null for everybody else.</param>
/// <param name="GuestRoom">The room a guest was invited to; null for everybody else.</param>
internal sealed record Visitor(VisitorRole Role, string? GuestName, string? GuestRoom)
{
    public static readonly Visitor Owner = new(VisitorRole.Owner, GuestName: null, GuestRoom: null);

    public static readonly Visitor Nobody = new(VisitorRole.Nobody, GuestName: null, GuestRoom: null);

    /// <summary>The seat a guest sits on; null for everybody else.</summary>
    public GuestSeat? Seat { get; init; }
}
