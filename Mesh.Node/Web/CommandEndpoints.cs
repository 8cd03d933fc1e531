using System.Text;
using System.Text.Json;
using Mesh.Node.Api;
using Mesh.Node.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Web;

/// <summary>What is asked and answered once: commands, the node's rooms, peers, shape, health and status, and a guest's arrival.</summary>
internal sealed class CommandEndpoints
{
    private readonly PageContext _page;

    public CommandEndpoints(PageContext page)
    {
        _page = page;
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/commands", CommandAsync);
        routes.MapGet("/rooms", context => AnswerAsync(context, """{"do":"rooms"}"""u8.ToArray()));
        routes.MapGet("/peers", context => AnswerAsync(context, """{"do":"peers"}"""u8.ToArray()));
        routes.MapGet("/topology", context => AnswerAsync(context, """{"do":"topology"}"""u8.ToArray()));
        routes.MapGet("/doctor", context => AnswerAsync(context, """{"do":"doctor"}"""u8.ToArray()));
        routes.MapGet("/status", StatusAsync);
        routes.MapPost("/join", JoinAsync);
    }

    /// <summary>Does one command as a client that reads no events, and answers with its reply.</summary>
    public async Task AnswerAsync(HttpContext context, byte[] command)
    {
        Visitor visitor = context.Features.Get<Visitor>()!;
        JsonLine? answer = null;
        await using (ApiSession session = new(_page.Api, visitor, view: null, (_, _) => ValueTask.CompletedTask))
        {
            answer = await _page.Desk.DoAsync(command, session, context.RequestAborted);
        }

        string line = answer?.ToString() ?? JsonLine.Event("done").ToString();
        await WebAnswer.WriteAsync(context, StatusOf(line), line);
    }

    /// <summary>Whether a guest may go on now; answers when not.</summary>
    public static async Task<bool> IsPacedAsync(PageContext page, HttpContext context)
    {
        TimeSpan wait = context.Features.Get<Visitor>()!.Seat is { } seat ? page.GuestPace.Write(seat) : TimeSpan.Zero;
        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        await WebAnswer.SlowDownAsync(context, wait, "You write faster than guests may; wait a moment.");
        return false;
    }

    private async Task CommandAsync(HttpContext context)
    {
        if (!await IsPacedAsync(_page, context))
        {
            return;
        }

        try
        {
            await AnswerAsync(context, await RequestBody.ReadAsync(context));
        }
        catch (ApiException fault)
        {
            await WebAnswer.WriteAsync(context, ApiStatus.Of(fault.Code), ApiReply.Error(null, fault.Code, fault.Message));
        }
    }

    private Task StatusAsync(HttpContext context) =>
        WebAnswer.WriteAsync(context, StatusCodes.Status200OK, ReadyLine.Of(_page, context.Features.Get<Visitor>()!, _page.Api.Journal.Head, "status"));

    /// <summary>A guest comes: {"invite": the token of the address, "name": a nickname} becomes a seat and its token.</summary>
    private async Task JoinAsync(HttpContext context)
    {
        TimeSpan wait = _page.GuestPace.Arrive(PageGate.AddressOf(context));
        if (wait > TimeSpan.Zero)
        {
            await WebAnswer.SlowDownAsync(context, wait, "Many guests came from this address just now; wait a moment.");
            return;
        }

        try
        {
            using JsonDocument body = Parse(await RequestBody.ReadAsync(context));
            JsonValue.CheckNames(body.RootElement);
            string? invite = Member(body, "invite");
            string? name = Member(body, "name")?.Trim();
            if (invite is null || name is null)
            {
                throw new ApiException(ApiCode.BadRequest, "This takes {\"invite\":TOKEN,\"name\":NICKNAME}; the token stands behind # in the invitation's address.");
            }

            GuestName.Check(name);
            if (_page.Api.Guests.FindInvite(invite) is { } open)
            {
                GuestName.CheckFree(name, open.Room, _page.Api.Node);
            }

            (GuestSeat? Seat, string Token) seated = _page.Api.Guests.Seat(invite, name)
                ?? throw new ApiException(ApiCode.NoSuchInvite, "This invitation is over, or never was; ask for a new one.");
            GuestSeat seat = seated.Seat ?? throw new ApiException(ApiCode.NameTaken, "Somebody has that name in this room, or no seat is free; choose another name.");
            JsonLine line = JsonLine.Event("seat").With("token", seated.Token).With("name", seat.Name).With("room", seat.Invite.Room).With("until", seat.Invite.Until);
            await WebAnswer.WriteAsync(context, StatusCodes.Status201Created, line);
        }
        catch (ApiException fault)
        {
            await WebAnswer.WriteAsync(context, ApiStatus.Of(fault.Code), ApiReply.Error(null, fault.Code, fault.Message));
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "The body is no JSON object.", fault);
        }
    }

    private static string? Member(JsonDocument body, string key) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? JsonValue.Text(value)
            : null;

    /// <summary>The lines are our own, so an error is known by how it begins and what its code is.</summary>
    private static int StatusOf(string line)
    {
        if (!line.StartsWith("{\"event\":\"error\"", StringComparison.Ordinal))
        {
            return StatusCodes.Status200OK;
        }

        using JsonDocument error = JsonDocument.Parse(Encoding.UTF8.GetBytes(line));
        return ApiStatus.Of(error.RootElement.GetProperty("code").GetString()!);
    }
}
