using Mesh.Node.Web;

namespace Mesh.Node.Guests;

/// <summary>The page that runs, as the chat knows it.</summary>
internal sealed class PageDesk : IPageDesk
{
    /// <summary>How long an invite lasts: an afternoon.</summary>
    private static readonly TimeSpan InviteLife = TimeSpan.FromHours(4);

    private readonly PagePlaces _places;
    private readonly GuestBook _guests;

    public PageDesk(PagePlaces places, GuestBook guests)
    {
        _places = places;
        _guests = guests;
    }

    /// <inheritdoc/>
    public string? Url => _places.Local;

    /// <inheritdoc/>
    public string? OutsideUrl => _places.ForOthers.Count > 0 ? $"{_places.ForOthers[0]}?token={_places.Token.Text}" : null;

    /// <inheritdoc/>
    public PageInvite Invite(string room)
    {
        if (_places.ForOthers.Count == 0)
        {
            throw new InvalidOperationException("The page listens on this machine only, so a guest's phone cannot reach it; start mesh with --page-listen 0.0.0.0, or with one address of this machine.");
        }

        return _guests.Invite(room, InviteLife) is { } invited
            ? new PageInvite($"{_places.ForGuests}join#{invited.Token}", invited.Invite.Until)
            : throw new InvalidOperationException($"{GuestBook.InvitesMax} invitations are open already; wait until one ends, or take one back on the page.");
    }
}
