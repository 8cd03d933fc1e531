using Mesh.Node.Codes;
using Mesh.Node.Configuration;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>The commands about guests. For the owner only.</summary>
internal sealed class InviteCommands
{
    private const int MinutesDefault = 240;

    private readonly ApiNode _node;

    public InviteCommands(ApiNode node)
    {
        _node = node;
    }

    /// <summary>Does a command of these; null when it is none.</summary>
    public Task<JsonLine>? Do(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        Func<ApiRequest, CancellationToken, Task<JsonLine>>? command = request.Do switch
        {
            "invite" => InviteAsync,
            "invites" => (_, _) => Task.FromResult(Invites()),
            "revoke" => (revoke, _) => Task.FromResult(Revoke(revoke)),
            _ => null,
        };
        if (command is not null && session.Visitor.Role != VisitorRole.Owner)
        {
            throw new ApiException(ApiCode.Forbidden, "A guest invites nobody; ask whoever invited you.");
        }

        return command?.Invoke(request, cancellationToken);
    }

    private async Task<JsonLine> InviteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        string room = request.Text("room");
        if (!_node.Node.Rooms.Contains(room))
        {
            throw new ApiException(ApiCode.NoSuchRoom, $"This node is not in the room '{SettingValue.Shown(room)}'; join it first.");
        }

        PagePlaces places = _node.Places ?? throw new ApiException(ApiCode.BadRequest, "This node has no page, so nobody can be let in by it; start mesh without --no-page.");
        TimeSpan life = TimeSpan.FromMinutes(request.Number("minutes", 1, (int)GuestBook.LifeMax.TotalMinutes, MinutesDefault));
        (GuestInvite Invite, string Token) invited = _node.Guests.Invite(room, life)
            ?? throw new ApiException(ApiCode.TooMany, $"{GuestBook.InvitesMax} invitations are open already; revoke one of them.");
        string url = $"{places.ForGuests}join#{invited.Token}";
        JsonLine invite = JsonLine.Event("invite")
            .With("url", url)
            .With("room", room)
            .With("until", invited.Invite.Until)
            .With("qr", QrSvg.Of(QrCode.Of(url)))
            .With("invite", invited.Invite.Id)
            .With("note", places.ForOthers.Count > 0 ? null : "Only this machine can open it; start mesh with --page-listen ADDRESS to let others in.");

        // A phone has to be in the network before it can open the link, so that code comes first where the network is known.
        WifiNetwork? wifi = places.ForOthers.Count > 0 ? await _node.Wifi.FindAsync(cancellationToken) : null;
        return wifi is null ? invite : invite.With("wifi", JsonLine.Object().With("ssid", wifi.Ssid).With("qr", QrSvg.Of(wifi.Code())));
    }

    private JsonLine Invites() => JsonLine.Event("invites").With("invites", _node.Guests.Invites.Select(open => JsonLine.Object()
        .With("invite", open.Invite.Id)
        .With("room", open.Invite.Room)
        .With("until", open.Invite.Until)
        .With("guests", open.Guests)));

    private JsonLine Revoke(ApiRequest request)
    {
        string id = request.Text("invite");
        return _node.Guests.Revoke(id)
            ? JsonLine.Event("revoked").With("invite", id)
            : throw new ApiException(ApiCode.NoSuchInvite, "There is no open invitation of that name; 'invites' lists them.");
    }
}
