using System.Net.WebSockets;
using Mesh.Node.Api;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>GET /chat: where a browser's console or ten lines of Python chat by WebSocket (docs/api.md, "The WebSocket").</summary>
internal sealed class ChatEndpoint
{
    private const string DefaultRoom = "lobby";
    private const int HistoryDefault = 50;

    private readonly PageContext _page;

    public ChatEndpoint(PageContext page)
    {
        _page = page;
    }

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context);
            return;
        }

        Visitor visitor = context.Features.Get<Visitor>()!;
        using IDisposable? stream = StreamSeat.Open(_page, context, visitor);
        if (stream is null)
        {
            await WebAnswer.SlowDownAsync(context, TimeSpan.FromSeconds(5), "Too many connections are open from here; close one.");
            return;
        }

        StreamQuery query = new(context.Request);
        string room = query.Text("room") ?? visitor.GuestRoom ?? DefaultRoom;
        ChatSocket? chat = null;
        EventReader events;
        try
        {
            events = await EventReader.OpenAsync(_page, visitor, query, HistoryDefault, isRoomOnly: false, (line, token) => chat!.WriteAsync(line, token));
        }
        catch (Exception fault) when (ApiFault.Of(fault, request: null) is { } error)
        {
            await WebAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, error);
            return;
        }

        await using (events)
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_page.Stopping, visitor.Seat?.Ended ?? default);
            chat = new ChatSocket(_page, socket, room);
            await chat.RunAsync(events, end.Token);
        }
    }

    /// <summary>426 for what does not try, 400 for what tries and gets it wrong (RFC 6455, section 4.4; RFC 9110, section 15.5.22).</summary>
    private static async Task RefuseAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        bool isTrying = headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
        if (isTrying)
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            await WebAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, ApiReply.Error(
                null,
                ApiCode.BadRequest,
                "This WebSocket handshake is wrong; it needs GET, Connection: Upgrade, Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key of 16 bytes in base64."));
            return;
        }

        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        await WebAnswer.WriteAsync(context, StatusCodes.Status426UpgradeRequired, ApiReply.Error(
            null,
            "upgrade-required",
            "This is a WebSocket; open it with new WebSocket('ws://localhost:6375/chat'), or use GET /events and POST /rooms/lobby/messages."));
    }
}
