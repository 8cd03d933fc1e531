using System.Globalization;
using Mesh.Node.Chat;
using Mesh.Node.Codes;
using Mesh.Node.Guests;

namespace Mesh.Node.Terminal;

/// <summary>Tells where the page is and lets guests in, as the person asks.</summary>
internal sealed class PageActions
{
    private readonly ChatModel _model;
    private readonly NodeWork _work;
    private readonly IPageDesk _page;
    private readonly IWifiFinder _wifi;
    private readonly TimeProvider _clock;

    public PageActions(ChatModel model, NodeWork work, IPageDesk page, IWifiFinder wifi, TimeProvider clock)
    {
        _model = model;
        _work = work;
        _page = page;
        _wifi = wifi;
        _clock = clock;
    }

    /// <summary>Tells where the page is; with a code when others reach it.</summary>
    public void Tell()
    {
        if (_page.OutsideUrl is { } outside)
        {
            Say(LineKind.Reply, $"The page is {_page.Url} here, and {outside} from other machines; /invite lets a guest in.");
            _model.Add(_model.Current, Codes(new CodeSheet().With("the page", QrCode.Of(outside))));
        }
        else if (_page.Url is { } url)
        {
            Say(LineKind.Reply, $"The page is {url} on this machine. To reach it from others, start mesh with --page-listen 0.0.0.0 or one address of this machine.");
        }
        else
        {
            Say(LineKind.Mistake, "This node has no page; start mesh without --no-page.");
        }
    }

    /// <summary>Makes an invite for a guest of a room and shows it as link and code, with the network's code before it where that is known.</summary>
    public void Invite(string room)
    {
        if (_model.Shown(room) is null)
        {
            Say(LineKind.Mistake, room.Length == 0 ? "You are in no room to invite to; /join ROOM first." : $"You are not in '{Printable.Name(room)}', so you cannot invite to it; /join it first.");
            return;
        }

        bool isTaken = _work.TryAdd(
            async cancellationToken =>
            {
                PageInvite invite = _page.Invite(room);
                WifiNetwork? wifi = await _wifi.FindAsync(cancellationToken).ConfigureAwait(false);
                return () => Show(room, invite, wifi);
            },
            why => Say(LineKind.Mistake, why));
        if (!isTaken)
        {
            Say(LineKind.Mistake, "Too much waits to be done already; try again in a moment.");
        }
    }

    private void Show(string room, PageInvite invite, WifiNetwork? wifi)
    {
        string until = _model.Local(invite.Until).ToString("HH:mm", CultureInfo.InvariantCulture);
        string first = wifi is null ? "in the same network" : $"in the Wi-Fi {Printable.Name(wifi.Ssid)}";
        Say(LineKind.Reply, $"A guest of {Printable.Name(room)} opens this, {first}, until {until}: {invite.Url}\nWho has the link or the code comes in, so show it to those only who shall.");
        CodeSheet sheet = wifi is null ? new CodeSheet() : new CodeSheet().With($"1 join {Printable.Name(wifi.Ssid)}", wifi.Code());
        _model.Add(_model.Current, Codes(sheet.With(wifi is null ? "open the page" : "2 open the page", QrCode.Of(invite.Url))));
    }

    private RoomLine Codes(CodeSheet sheet) => new(LineKind.Code, _model.Local(_clock.GetUtcNow()), string.Empty) { Codes = sheet };

    private void Say(LineKind kind, string text) => _model.Say(kind, _clock.GetUtcNow(), text);
}
