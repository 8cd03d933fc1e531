namespace Mesh.Node.Web;

/// <summary>How fast guests may write and come: each alone, and all of one invitation together, whoever holds it and however many seats that takes. Thread-safe.</summary>
internal sealed class GuestPace
{
    private readonly RateTable _seats;
    private readonly RateTable _invites;
    private readonly RateTable _arrivals;

    public GuestPace(PageLimits limits, TimeProvider time)
    {
        _seats = new RateTable(limits.GuestCommands, limits.RememberedMax, time);
        _invites = new RateTable(limits.InviteCommands, GuestBook.InvitesMax, time);
        _arrivals = new RateTable(limits.GuestArrivals, limits.RememberedMax, time);
    }

    /// <summary>A guest wants to write.</summary>
    /// <returns>Zero when it may; else how long until it may.</returns>
    public TimeSpan Write(GuestSeat seat)
    {
        TimeSpan wait = _seats.Take(seat.Key);
        return wait > TimeSpan.Zero ? wait : _invites.Take(seat.Invite.Id);
    }

    /// <summary>Somebody at that address wants a seat.</summary>
    /// <returns>Zero when it may have one; else how long until it may.</returns>
    public TimeSpan Arrive(string address) => _arrivals.Take(address);
}
